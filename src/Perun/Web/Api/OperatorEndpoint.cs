using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Facts;

namespace Perun.Web.Api;

/// Takes a person's wish to the desk. The only route that changes anything.
internal sealed class OperatorEndpoint(IOperatorDesk desk)
{
    private const int LongestText = 500;

    // A misspelt or doubled name is refused rather than overlooked, since it may be a quantity.
    private static readonly FactsJson Strict = new(new JsonSerializerOptions(FactsJson.Default.Options)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/operator", AskAsync);

    private async Task AskAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Answer.TroubleAsync(context, StatusCodes.Status415UnsupportedMediaType, "a wish is sent as application/json");
            return;
        }

        if (await ReadAsync(context) is not { } wish)
        {
            await Answer.TroubleAsync(
                context,
                StatusCodes.Status400BadRequest,
                "the wish is not understood: it needs what, and may have symbol, quantity, limit, stop, target, order, why, by");
            return;
        }

        if (TooLong(wish) is { } name)
        {
            await Answer.TroubleAsync(context, StatusCodes.Status400BadRequest, $"{name} is longer than {LongestText} characters");
            return;
        }

        // Not bound to the connection: a wish that reached the desk is carried out though the asker has left.
        var answer = await desk.AskAsync(wish, CancellationToken.None);
        await Answer.JsonAsync(context, answer, FactsJson.Default.OperatorAnswer);
    }

    private static async Task<OperatorWish?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(
                context.Request.Body, Strict.OperatorWish, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TooLong(OperatorWish wish) =>
        wish.What.Length > LongestText ? "what"
        : wish.Symbol?.Length > LongestText ? "symbol"
        : wish.Order?.Length > LongestText ? "order"
        : wish.Why?.Length > LongestText ? "why"
        : wish.By.Length > LongestText ? "by"
        : null;
}
