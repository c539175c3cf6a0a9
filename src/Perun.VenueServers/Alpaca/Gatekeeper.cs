using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Limits;

namespace Perun.VenueServers.Alpaca;

/// Lets requests in: keys, limits and bodies are looked at here, and what answers holds the floor's gate.
internal sealed class Gatekeeper(Venue venue, IEndpointRouteBuilder routes)
{
    private const string KeyHeader = "APCA-API-KEY-ID";

    private readonly RequestBudget _anonymous = new(venue.Settings.RequestsAMinute, TimeSpan.FromMinutes(1), venue.Settings.Wall);
    private readonly Dictionary<(TradingAccount, bool), RequestBudget> _budgets = venue.Accounts
        .SelectMany(static account => (IEnumerable<(TradingAccount, bool)>)[(account, false), (account, true)])
        .ToDictionary(static side => side, _ => new RequestBudget(venue.Settings.RequestsAMinute, TimeSpan.FromMinutes(1), venue.Settings.Wall));

    private long _requests;

    public void Trading(string method, string pattern, Func<Call, Answer> answer) => Map(method, pattern, answer, Door.Trading);

    /// <param name="isPublic">Whether anybody may ask: crypto's market data needs no keys.</param>
    public void Data(string pattern, Func<Call, Answer> answer, bool isPublic = false) => Map("GET", pattern, answer, isPublic ? Door.PublicData : Door.Data);

    /// A path that is a stream for those who ask for an upgrade.
    public void Data(string pattern, Func<Call, Answer> answer, RequestDelegate stream) =>
        routes.MapMethods(pattern, ["GET"], context => context.WebSockets.IsWebSocketRequest ? stream(context) : LetInAsync(context, answer, Door.Data));

    private enum Door
    {
        Trading,
        Data,
        PublicData,
    }

    private void Map(string method, string pattern, Func<Call, Answer> answer, Door door) =>
        routes.MapMethods(pattern, [method], context => LetInAsync(context, answer, door));

    private async Task LetInAsync(HttpContext context, Func<Call, Answer> answer, Door door)
    {
        context.Response.Headers.Date = venue.ClockTime.ToString("R");
        context.Response.Headers["X-Request-ID"] = $"{Interlocked.Increment(ref _requests):x16}";
        var account = AccountOf(context);
        if (account is null && (door != Door.PublicData || context.Request.Headers.ContainsKey(KeyHeader)))
        {
            await Reply.SendAsync(context, 401, """{"message":"unauthorized."}"""u8.ToArray());
            return;
        }
        var budget = (account is null ? _anonymous : _budgets[(account, door != Door.Trading)]).Spend();
        context.Response.Headers["X-RateLimit-Limit"] = $"{budget.Limit}";
        context.Response.Headers["X-RateLimit-Remaining"] = $"{budget.Remaining}";
        context.Response.Headers["X-RateLimit-Reset"] = $"{budget.Reset.ToUnixTimeSeconds()}";
        if (!budget.IsWithin)
        {
            await Reply.SendAsync(context, 429, new AlpacaError(429, 42910000, "rate limit exceeded").Body());
            return;
        }
        var (body, isReadable) = await BodyAsync(context);
        if (!isReadable)
        {
            await Reply.SendAsync(context, 400, new AlpacaError(400, 40010000, "request body format is invalid").Body());
            return;
        }
        var call = new Call(context, venue, account, body);
        Answer said;
        lock (venue.Floor.Gate) said = venue.State.IsInMaintenance(venue.Floor.Now) ? new Answer(503, """{"message":"service unavailable: maintenance"}"""u8.ToArray()) : answer(call);
        venue.Settings.Log?.Invoke($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {said.Status}");
        if (said.Body is null) context.Response.StatusCode = said.Status;
        else await Reply.SendAsync(context, said.Status, said.Body);
    }

    private TradingAccount? AccountOf(HttpContext context) =>
        venue.Find(context.Request.Headers[KeyHeader], context.Request.Headers["APCA-API-SECRET-KEY"]);

    private static async Task<(JsonElement? Body, bool IsReadable)> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0) return (null, true);
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return (document.RootElement.Clone(), true);
        }
        catch (JsonException)
        {
            return (null, false);
        }
    }
}
