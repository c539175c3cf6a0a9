using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Perun.VenueServers.Faults;

/// Lets requests go wrong on the wire: before the venue sees them, after it has carried them out, or in the answer.
/// <param name="spared">The beginning of paths that nothing goes wrong with.</param>
/// <param name="elapsed">How far the venue is into its time: outages last by it.</param>
/// <param name="wall">The clock on the wall: delays last by it.</param>
/// <param name="errorBody">How the venue words an error of this status.</param>
public sealed class WireFaults(FaultPlan plan, string spared, Func<TimeSpan> elapsed, TimeProvider wall, Func<int, byte[]> errorBody)
{
    private const int MostPaths = 10_000;
    private const string Page = "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>";
    private readonly ConcurrentDictionary<string, long> _came = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HttpContext, string> _streams = new();
    private TimeSpan _outageEnds = TimeSpan.MinValue;

    /// How many requests came, by method and path, whatever became of them.
    public IReadOnlyDictionary<string, long> Came => _came;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(spared, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var subject = $"{context.Request.Method} {context.Request.Path}";
        if (_came.Count < MostPaths || _came.ContainsKey(subject)) _came.AddOrUpdate(subject, 1, static (_, before) => before + 1);
        if (Strike(WireWords.Outage, subject) is { } outage)
        {
            _outageEnds = elapsed() + outage.For;
            foreach (var stream in _streams.Keys) Reset(stream);
        }
        if (elapsed() < _outageEnds || Strike(WireWords.Unseen, subject) is not null)
        {
            Reset(context);
            return;
        }
        if (Strike(WireWords.Silent, subject) is not null)
        {
            await HangAsync(context);
            return;
        }
        if (await AnsweredInsteadAsync(context, subject)) return;
        if (context.WebSockets.IsWebSocketRequest)
        {
            _streams.TryAdd(context, subject);
            try
            {
                await next(context);
            }
            finally
            {
                _streams.TryRemove(context, out _);
            }
            return;
        }
        await CarryOutAsync(context, subject, next);
    }

    private async Task<bool> AnsweredInsteadAsync(HttpContext context, string subject)
    {
        if (Strike(WireWords.TooMany, subject) is { } tooMany)
        {
            var reset = wall.GetUtcNow() + tooMany.For;
            context.Response.Headers.RetryAfter = $"{Math.Ceiling(tooMany.For.TotalSeconds)}";
            context.Response.Headers["X-RateLimit-Remaining"] = "0";
            context.Response.Headers["X-RateLimit-Reset"] = $"{reset.ToUnixTimeSeconds()}";
            await SendAsync(context, 429, "application/json", errorBody(429));
            return true;
        }
        if (Strike(WireWords.BadGateway, subject) is not null)
        {
            await SendAsync(context, 502, "text/html", Encoding.UTF8.GetBytes(Page));
            return true;
        }
        if (Strike(WireWords.Unavailable, subject) is null) return false;
        await SendAsync(context, 503, "application/json", errorBody(503));
        return true;
    }

    private async Task CarryOutAsync(HttpContext context, string subject, RequestDelegate next)
    {
        var wire = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var held = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(wire);
        }
        var body = held.ToArray();
        if (Strike(WireWords.LoseAnswer, subject) is not null)
        {
            Reset(context);
        }
        else if (Strike(WireWords.NeverAnswer, subject) is not null)
        {
            await HangAsync(context);
        }
        else if (Strike(WireWords.GatewayTimeout, subject) is not null)
        {
            await SendAsync(context, 504, "text/html", Encoding.UTF8.GetBytes(Page));
        }
        else if (Strike(WireWords.ErrorAfter, subject) is not null)
        {
            await SendAsync(context, 500, "application/json", errorBody(500));
        }
        else if (Strike(WireWords.RefusedAfter, subject) is not null)
        {
            await SendAsync(context, 422, "application/json", errorBody(422));
        }
        else
        {
            await AnswerAsync(context, subject, body);
        }
    }

    private async Task AnswerAsync(HttpContext context, string subject, byte[] body)
    {
        if (body.Length == 0) return;
        if (Strike(WireWords.Delay, subject) is { } delay) await Task.Delay(delay.For, wall, context.RequestAborted);
        if (Strike(WireWords.Html, subject) is not null)
        {
            await SendAsync(context, 200, "text/html", Encoding.UTF8.GetBytes(Page));
            return;
        }
        if (Strike(WireWords.WrongTypes, subject) is not null) body = Bytes(SpoiledJson.WrongTypes(JsonNode.Parse(body)));
        if (Strike(WireWords.Nulls, subject) is not null) body = Bytes(SpoiledJson.Nulls(JsonNode.Parse(body)));
        if (Strike(WireWords.UnknownWords, subject) is not null) body = Bytes(SpoiledJson.UnknownWords(JsonNode.Parse(body)));
        context.Response.ContentLength = body.Length;
        if (Strike(WireWords.Truncated, subject) is not null)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            Reset(context);
        }
        else if (Strike(WireWords.Slow, subject) is { } slow)
        {
            await DripAsync(context, body, slow.For);
        }
        else
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private async Task DripAsync(HttpContext context, byte[] body, TimeSpan over)
    {
        const int drops = 20;
        for (var drop = 0; drop < drops; drop++)
        {
            await Task.Delay(over / drops, wall, context.RequestAborted);
            await context.Response.Body.WriteAsync(body.AsMemory()[(body.Length * drop / drops)..(body.Length * (drop + 1) / drops)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private FaultRule? Strike(FaultWord word, string subject) => plan.Strike(word, subject, elapsed());

    private static byte[] Bytes(JsonNode? node) => JsonSerializer.SerializeToUtf8Bytes(node);

    private static async Task SendAsync(HttpContext context, int status, string type, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static void Reset(HttpContext context) => context.Abort();

    private static Task HangAsync(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
}
