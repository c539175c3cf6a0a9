using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Perun.Facts;
using Perun.Web.Gates;

namespace Perun.Web.Api;

/// What the commands read from a running daemon.
internal sealed class FactsEndpoints(IFacts facts, TimeSpan patience)
{
    private static readonly string Version =
        typeof(FactsEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        api.MapGet("/health", (HttpContext context) =>
            Answer.JsonAsync(context, new Health("Perun", Version), FactsJson.Default.Health)).WithMetadata(new NeedsNoToken());
        api.MapGet("/overview", OverviewAsync);
        api.MapGet("/decisions", (HttpContext context) =>
            ListAsync(context, facts.DecisionsAsync, FactsJson.Default.IReadOnlyListDecisionFact));
        api.MapGet("/orders", (HttpContext context) =>
            ListAsync(context, facts.OrdersAsync, FactsJson.Default.IReadOnlyListOrderFact));
        api.MapGet("/trades", (HttpContext context) =>
            ListAsync(context, facts.TradesAsync, FactsJson.Default.IReadOnlyListTradeFact));
        api.MapGet("/why/{id}", WhyAsync);
        api.MapGet("/context", ContextAsync);
    }

    private async Task OverviewAsync(HttpContext context)
    {
        using var limit = Patience(context);
        await Answer.JsonAsync(context, await facts.OverviewAsync(limit.Token), FactsJson.Default.Overview);
    }

    private async Task ListAsync<T>(
        HttpContext context,
        Func<FactQuery, CancellationToken, ValueTask<IReadOnlyList<T>>> ask,
        JsonTypeInfo<IReadOnlyList<T>> type)
    {
        var question = Question.Read(context.Request.Query);
        if (question.Query is null)
        {
            await Answer.TroubleAsync(context, StatusCodes.Status400BadRequest, question.Trouble!);
            return;
        }

        using var limit = Patience(context);
        await Answer.JsonAsync(context, await ask(question.Query, limit.Token), type);
    }

    private async Task WhyAsync(HttpContext context)
    {
        if (!long.TryParse((string?)context.GetRouteValue("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            await Answer.TroubleAsync(context, StatusCodes.Status400BadRequest, "a decision is named by its number");
            return;
        }

        using var limit = Patience(context);
        if (await facts.WhyAsync(id, limit.Token) is { } explanation)
            await Answer.JsonAsync(context, explanation, FactsJson.Default.Explanation);
        else
            await Answer.TroubleAsync(context, StatusCodes.Status404NotFound, $"there is no decision {id}: `perun decisions` lists them");
    }

    private async Task ContextAsync(HttpContext context)
    {
        var (query, trouble) = ContextQuestion.Read(context.Request.Query);
        if (query is null)
        {
            await Answer.TroubleAsync(context, StatusCodes.Status400BadRequest, trouble!);
            return;
        }

        using var limit = Patience(context);
        if (await facts.ContextAsync(query, limit.Token) is { } note)
            await Answer.JsonAsync(context, note, FactsJson.Default.ContextFact);
        else
            await Answer.TroubleAsync(context, StatusCodes.Status404NotFound, "nothing is gathered here");
    }

    private CancellationTokenSource Patience(HttpContext context)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        return limit;
    }
}
