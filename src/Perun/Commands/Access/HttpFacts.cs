using System.Globalization;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using Perun.Facts;

namespace Perun.Commands.Access;

/// A running daemon's facts and its operator desk, over loopback.
internal sealed class HttpFacts(DaemonFile daemon, DaemonPatience? patience = null) : IFacts, IOperatorDesk, IDisposable
{
    private readonly DaemonLine _line = new(daemon, patience ?? DaemonPatience.Usual);

    public DaemonFile Daemon => daemon;

    public ValueTask<Overview> OverviewAsync(CancellationToken cancel) => GetAsync("/api/overview", FactsJson.Default.Overview, cancel);

    public ValueTask<IReadOnlyList<DecisionFact>> DecisionsAsync(FactQuery query, CancellationToken cancel) =>
        GetAsync("/api/decisions" + Parameters(query), FactsJson.Default.IReadOnlyListDecisionFact, cancel);

    public ValueTask<IReadOnlyList<OrderFact>> OrdersAsync(FactQuery query, CancellationToken cancel) =>
        GetAsync($"/api/orders{Parameters(query)}{(query.OpenOnly ? "&open=true" : "")}", FactsJson.Default.IReadOnlyListOrderFact, cancel);

    public ValueTask<IReadOnlyList<TradeFact>> TradesAsync(FactQuery query, CancellationToken cancel) =>
        GetAsync("/api/trades" + Parameters(query), FactsJson.Default.IReadOnlyListTradeFact, cancel);

    public async ValueTask<Explanation?> WhyAsync(long decision, CancellationToken cancel)
    {
        var reply = await _line.AskAsync(HttpMethod.Get, $"/api/why/{decision.ToString(CultureInfo.InvariantCulture)}", null, cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : _line.Read(reply, FactsJson.Default.Explanation);
    }

    public async ValueTask<ContextFact?> ContextAsync(ContextQuery query, CancellationToken cancel)
    {
        var budget = query.Budget is { } tokens ? $"&budget={tokens.ToString(CultureInfo.InvariantCulture)}" : "";
        var reply = await _line.AskAsync(HttpMethod.Get, $"/api/context?all={(query.All ? "true" : "false")}{budget}", null, cancel);
        return reply.Status == HttpStatusCode.NotFound ? null : _line.Read(reply, FactsJson.Default.ContextFact);
    }

    /// A refusal is an answer, whichever way the daemon words it.
    public async ValueTask<OperatorAnswer> AskAsync(OperatorWish wish, CancellationToken cancel)
    {
        var reply = await _line.AskAsync(HttpMethod.Post, "/api/operator", wish, cancel);
        return reply.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity
            && DaemonLine.ErrorIn(reply) is { } error
            ? new OperatorAnswer(IsDone: false, error)
            : _line.Read(reply, FactsJson.Default.OperatorAnswer);
    }

    public void Dispose() => _line.Dispose();

    private async ValueTask<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class =>
        _line.Read(await _line.AskAsync(HttpMethod.Get, path, null, cancel), type);

    private static string Parameters(FactQuery query)
    {
        var limit = $"?limit={query.Limit.ToString(CultureInfo.InvariantCulture)}";
        return query.Symbol is { } symbol ? $"{limit}&symbol={Uri.EscapeDataString(symbol)}" : limit;
    }
}
