using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Limits;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// Lets REST requests in: signatures, nonces, permissions and limits are looked at here. Whatever is said, it is said with 200.
internal sealed class KrakenGate
{
    private const double MostPublic = 20, PublicDecay = 1;
    private const int MostWrongKeys = 5;
    private static readonly TimeSpan LockoutLength = TimeSpan.FromMinutes(15);

    private readonly KrakenVenue _venue;
    private readonly PublicApi _public;
    private readonly QueryApi _query;
    private readonly TradingApi _trading;
    private readonly DecayingCounter _publicCounter = new(MostPublic, PublicDecay);
    private readonly Dictionary<ApiKey, DecayingCounter> _counters = [];
    private int _wrongKeys;
    private DateTimeOffset _lockedUntil = DateTimeOffset.MinValue;

    public KrakenGate(KrakenVenue venue, IEndpointRouteBuilder routes)
    {
        (_venue, _public, _query, _trading) = (venue, new PublicApi(venue), new QueryApi(venue), new TradingApi(venue));
        routes.MapMethods("/0/public/{method}", ["GET", "POST"], context => LetInAsync(context, isPrivate: false));
        routes.MapMethods("/0/private/{method}", ["GET", "POST"], context => LetInAsync(context, isPrivate: true));
    }

    private async Task LetInAsync(HttpContext context, bool isPrivate)
    {
        using var held = new MemoryStream();
        await context.Request.Body.CopyToAsync(held, context.RequestAborted);
        var body = held.ToArray();
        var method = (string)context.Request.RouteValues["method"]!;
        byte[] said;
        string? error;
        lock (_venue.Floor.Gate) (said, error) = Answer(context.Request, method, body, isPrivate);
        context.Response.Headers.Date = _venue.ClockTime.ToString("R");
        _venue.Log?.Invoke($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {error ?? "ok"}");
        await Reply.SendAsync(context, StatusCodes.Status200OK, said);
    }

    private (byte[] Body, string? Error) Answer(HttpRequest request, string method, byte[] body, bool isPrivate)
    {
        try
        {
            return (Reply.Json(isPrivate ? Private(request, method, body) : Public(request, method, body)), null);
        }
        catch (RefusedException refused)
        {
            return (Refusal(refused.Message), refused.Message);
        }
    }

    public static byte[] Refusal(string error) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteTexts("error", error);
        json.WriteEndObject();
    });

    private Action<Utf8JsonWriter> Public(HttpRequest request, string method, byte[] body)
    {
        if (_venue.HasLimits && !_publicCounter.TryAdd(1, WallNow)) throw new RefusedException(Errors.TooManyRequests);
        var fields = body.Length > 0 ? FieldsIn(request, body) : Fields.OfForm(request.QueryString.Value ?? "");
        return Whole(_public.Find(method, fields) ?? throw new RefusedException(Errors.UnknownMethod));
    }

    private Action<Utf8JsonWriter> Private(HttpRequest request, string method, byte[] body)
    {
        if (_venue.Wall.GetUtcNow() < _lockedUntil) throw new RefusedException(Errors.Lockout);
        var (account, key) = Known(request.Headers["API-Key"]);
        var fields = FieldsIn(request, body);
        key.Verify(request.Path, fields.Text("nonce"), body, request.Headers["API-Sign"].ToString());
        _wrongKeys = 0;
        if (PrivateMethod.Of(method) is not { } known) throw new RefusedException(Errors.UnknownMethod);
        known.NeedPermission(key);
        if (_venue.HasLimits && known.Cost > 0 && !CounterOf(account, key).TryAdd(known.Cost, WallNow)) throw new RefusedException(Errors.RateLimit);
        var before = _venue.RefusalFor(RestFaults.Before, method);
        if (before is not null) throw new RefusedException(before);
        var write = method == "GetWebSocketsToken" ? Token(account, key) : _query.Find(method, account, key, fields) ?? _trading.Find(method, account, fields)!;
        // Written out at once: what is refused while writing is refused, not cut short.
        var whole = Whole(write);
        if (_venue.RefusalFor(RestFaults.After, method) is { } after) throw new RefusedException(after);
        return whole;
    }

    private (KrakenAccount, ApiKey) Known(string? shown)
    {
        if (shown is { Length: > 0 } && _venue.FindKey(shown) is { } found) return found;
        if (++_wrongKeys < MostWrongKeys) throw new RefusedException(Errors.InvalidKey);
        (_wrongKeys, _lockedUntil) = (0, _venue.Wall.GetUtcNow() + LockoutLength);
        throw new RefusedException(Errors.Lockout);
    }

    private Action<Utf8JsonWriter> Token(KrakenAccount account, ApiKey key)
    {
        var token = _venue.Tokens.Issue(account, key, _venue.Now);
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("token", token);
            json.WriteNumber("expires", (int)SocketTokens.Life.TotalSeconds);
            json.WriteEndObject();
        };
    }

    private DecayingCounter CounterOf(KrakenAccount account, ApiKey key)
    {
        if (!_counters.TryGetValue(key, out var counter)) _counters.Add(key, counter = new DecayingCounter(account.Limits.RestMost, account.Limits.RestDecay));
        return counter;
    }

    /// Calls are counted by the clock on the wall, whatever the pace of the market.
    private DateTime WallNow => _venue.Wall.GetUtcNow().UtcDateTime;

    private static Fields FieldsIn(HttpRequest request, byte[] body) =>
        request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true ? Fields.OfJson(body) : Fields.OfForm(Encoding.UTF8.GetString(body));

    private static Action<Utf8JsonWriter> Whole(Action<Utf8JsonWriter> result)
    {
        var made = Reply.Json(result);
        return json =>
        {
            json.WriteStartObject();
            json.WriteTexts("error");
            json.WritePropertyName("result");
            json.WriteRawValue(made);
            json.WriteEndObject();
        };
    }
}
