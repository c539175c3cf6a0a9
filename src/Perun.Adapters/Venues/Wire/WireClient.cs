using System.Net;
using Perun.Adapters.Access;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// Talks to one host of a venue, and is exact about what is certain afterwards: an answer that can be relied on, certainly not done
/// (`Down`, `Throttled`), or `Unknown`, which only a command can be. Questions are tried again within bounds, commands never.
internal sealed class WireClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly WireSettings _settings;
    private readonly TimeProvider _clock;
    private readonly VenueLog _log;
    private readonly WireCircuit _circuit;
    private readonly Pauses _pauses;

    public WireClient(string venue, Uri address, KeyMask mask, TimeProvider clock, Func<double> chance, VenueLog log, WireSettings? settings = null)
    {
        if (ServiceAddress.WhyNot(address) is { } why) throw new ArgumentException(why, nameof(address));
        (_settings, _clock, _log) = (settings ?? WireSettings.Usual, clock, log);
        Address = address;
        Samples = new WireSamples(log, mask);
        _circuit = new WireCircuit($"{venue} ({address.Host})", clock, log);
        _pauses = new Pauses(_settings.FirstPause, _settings.LongestPause, chance);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // the key would go along
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = _settings.ConnectPatience,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null, // the request's trace headers are nobody's business
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Address { get; }

    public WireSamples Samples { get; }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public void Dispose() => _http.Dispose();

    public Task<Answer<WireReply>> SendAsync(WireRequest request, CancellationToken cancel) =>
        request.IsCommand ? CommandAsync(request, cancel) : AskAsync(request, cancel);

    /// Once, and at once: a command that waited in a queue would be carried out at a moment that nobody chose.
    private async Task<Answer<WireReply>> CommandAsync(WireRequest request, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return new Outcome.Down("Perun is stopping, and nothing was sent");
        if (request.Budget is { } budget && !budget.TryTake(request.Lane, request.Cost, out var notBefore))
            return new Outcome.Throttled(notBefore, "the requests that the venue allows are used up");
        return await _circuit.TryAsync(request.Lane, stop => OnceAsync(request, stop), cancel);
    }

    private async Task<Answer<WireReply>> AskAsync(WireRequest request, CancellationToken cancel)
    {
        var giveUpAt = Now + _settings.LongestWait;
        for (var failures = 0; ;)
        {
            if (request.Budget is { } budget && !budget.TryTake(request.Lane, request.Cost, out var notBefore))
            {
                if (notBefore > giveUpAt) return new Outcome.Throttled(notBefore, "the requests that the venue allows are used up");
                await WaitAsync(notBefore - Now, cancel);
                continue;
            }
            var answer = await _circuit.TryAsync(request.Lane, stop => OnceAsync(request, stop), cancel);
            if (answer.TryGet(out _, out var failure) || ++failures >= _settings.Tries) return answer;
            var pause = _pauses.After(failures);
            if (failure is Outcome.Throttled throttled)
            {
                if (throttled.Until > giveUpAt) return answer;
                if (throttled.Until > Now + pause) pause = throttled.Until - Now;
            }
            await WaitAsync(pause, cancel);
        }
    }

    /// At least a moment: a clock that rounds would have us ask in a circle.
    private Task WaitAsync(TimeSpan pause, CancellationToken cancel) =>
        Task.Delay(pause > TimeSpan.FromMilliseconds(1) ? pause : TimeSpan.FromMilliseconds(1), _clock, cancel);

    private async Task<Answer<WireReply>> OnceAsync(WireRequest request, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(_settings.Patience, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        using var message = request.Make();
        try
        {
            var sentAt = Now;
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var body = await WireBody.ReadAsync(response, _settings.LargestAnswer, stop.Token);
            return Judge(request, response, body, sentAt);
        }
        catch (OperationCanceledException)
        {
            // Questions end when their caller stops; what became of a command is always told.
            if (!request.IsCommand) cancel.ThrowIfCancellationRequested();
            var why = cancel.IsCancellationRequested ? "Perun was stopped before the answer came" : $"no whole answer came within {_settings.Patience.TotalSeconds:0} seconds";
            return Failed(request, (why, WireTrouble.MayHaveLeft(message)));
        }
        // Messages of the network may hold the address; only what kind of trouble it was is passed on.
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(request, WireTrouble.Of(failure, message));
        }
    }

    private Answer<WireReply> Judge(WireRequest request, HttpResponseMessage response, byte[]? body, DateTime sentAt)
    {
        var (status, now, id) = ((int)response.StatusCode, Now, RequestId(response));
        if (request.Budget is { } budget) RateHeaders.Teach(budget, response.Headers, now);
        if (status == 429)
        {
            var until = RateHeaders.RetryAt(response.Headers, now);
            request.Budget?.Close(until);
            _log.Warn($"{request.What}: too many requests (429), not again before {until:HH:mm:ss} UTC{Request(id)}");
            return new Outcome.Throttled(until, "the venue wants fewer requests (429)");
        }
        var why = body is null ? $"its answer is larger than {_settings.LargestAnswer / (1024 * 1024)} MB"
            : status is >= 500 or 408 ? $"it fails ({status})"
            : status is >= 300 and < 400 ? $"it answers with a redirect ({status}), which is not followed"
            : body.Length > 0 && WireBody.WhyNotJson(body) is { } odd ? $"its answer ({status}) is {odd}"
            : null;
        if (why is not null)
        {
            if (body is { Length: > 0 }) Samples.Keep(request.What, id, body, why);
            return Failed(request, (why + Request(id), WasSent: status is not (>= 300 and < 400)));
        }
        return new WireReply
        {
            What = request.What,
            Status = status,
            Body = body,
            Headers = response.Headers,
            ReceivedAt = now,
            ClockAhead = ServerClock.Ahead(response.Headers.Date, sentAt, now),
            RequestId = id,
        };
    }

    private Answer<WireReply> Failed(WireRequest request, (string Why, bool WasSent) trouble)
    {
        _log.Warn($"{request.What}: {trouble.Why}");
        return request.IsCommand && trouble.WasSent ? new Outcome.Unknown(trouble.Why) : new Outcome.Down(trouble.Why);
    }

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Request-ID", out var values) && values.FirstOrDefault() is { Length: > 0 and <= 100 } id && id.All(letter => letter is > ' ' and <= '~') ? id : null;

    private static string Request(string? id) => id is null ? "" : $" (request {id})";
}
