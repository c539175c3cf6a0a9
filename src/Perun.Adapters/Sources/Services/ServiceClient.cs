using System.Net;
using System.Text.Json;
using Perun.Adapters.Access;

namespace Perun.Adapters.Sources.Services;

/// Asks one service over HTTPS within bounds of time, size and depth, and says in Perun's words what went wrong. A service that
/// refused the key is not asked again with it, and one that named a time is left alone until then, whoever of its users asks.
internal sealed class ServiceClient : IDisposable
{
    public const int LargestAnswer = 4 * 1024 * 1024;
    public const int DeepestAnswer = 32;
    private const int LargestTrouble = 64 * 1024;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(1);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly KeyMask _mask;
    private readonly TimeProvider _clock;
    private readonly Func<JsonElement, DateTimeOffset, IReadOnlyList<Credential>, Trouble?>? _complaint;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Trouble> _closed = new(StringComparer.Ordinal);
    private (Trouble Trouble, DateTimeOffset Until)? _silence;

    /// <param name="complaint">Finds the service's own complaint in a document, also where the status says success.</param>
    public ServiceClient(Uri address, IReadOnlyList<Credential> credentials, TimeProvider clock, Func<JsonElement, DateTimeOffset, IReadOnlyList<Credential>, Trouble?>? complaint = null)
    {
        if (ServiceAddress.WhyNot(address) is { } why) throw new ArgumentException(why, nameof(address));
        (_address, _credentials, _clock, _complaint) = (address, credentials, clock, complaint);
        _mask = new KeyMask(credentials.Select(credential => credential.Secret));
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.IsLoopback,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectPatience,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // The request's trace headers are nobody's business.
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Task<ServiceOutcome<T>> GetAsync<T>(string path, string query, Func<JsonElement, T> read, CancellationToken cancel) =>
        AskAsync(HttpMethod.Get, path, query, null, read, cancel);

    public Task<ServiceOutcome<T>> PostAsync<T>(string path, byte[] json, Func<JsonElement, T> read, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, path, "", json, read, cancel);

    public void Dispose() => _http.Dispose();

    private async Task<ServiceOutcome<T>> AskAsync<T>(HttpMethod method, string path, string query, byte[]? json, Func<JsonElement, T> read, CancellationToken cancel)
    {
        if (Closed(path) is { } known) return new Troubled<T>(known);
        var outcome = await TryAsync(method, path, query, json, read, cancel);
        if (outcome is Troubled<T> { Trouble: var trouble }) Remember(path, trouble);
        return outcome;
    }

    private async Task<ServiceOutcome<T>> TryAsync<T>(HttpMethod method, string path, string query, byte[]? json, Func<JsonElement, T> read, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var request = RequestOf(method, path, query, json);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token);
            var (body, isWhole) = await ReadAsync(response, response.IsSuccessStatusCode ? LargestAnswer : LargestTrouble, stop.Token);
            if (response.IsSuccessStatusCode && !isWhole) return Troubled(TroubleKind.Malformed, $"its answer is larger than {LargestAnswer / (1024 * 1024)} MB");
            using var document = isWhole ? Parse(body) : null;
            if (document is not null && _complaint?.Invoke(document.RootElement, _clock.GetUtcNow(), _credentials) is { } complaint)
                return new Troubled<T>(complaint with { Why = _mask.Line(complaint.Why, 500) });
            if (!response.IsSuccessStatusCode)
                return new Troubled<T>(ServiceTrouble.From((int)response.StatusCode, document?.RootElement, response, _credentials, _mask, _clock.GetUtcNow()));
            if (document is null) return Troubled(TroubleKind.Malformed, WhatInstead(body.Span));
            return new Answered<T>(read(document.RootElement));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Troubled(TroubleKind.Down, $"there was no whole answer within {Patience.TotalSeconds:0} seconds");
        }
        // Messages of the network may hold the address; only what kind of trouble it was is passed on.
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return Troubled(TroubleKind.Down, $"{_address.Host} can't prove who it is, so nothing was sent to it");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is not (HttpRequestError.Unknown or HttpRequestError.ResponseEnded))
        {
            return Troubled(TroubleKind.Down, $"{_address.Host} can't be reached ({failure.HttpRequestError})");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidDataException)
        {
            return Troubled(TroubleKind.Down, "the connection broke off before the answer was whole");
        }

        static Troubled<T> Troubled(TroubleKind kind, string why) => new(new Trouble(kind, why));
    }

    private HttpRequestMessage RequestOf(HttpMethod method, string path, string query, byte[]? json)
    {
        var request = new HttpRequestMessage(method, new UriBuilder(_address) { Path = _address.AbsolutePath.TrimEnd('/') + path, Query = query }.Uri);
        foreach (var credential in _credentials) request.Headers.TryAddWithoutValidation(credential.Header, credential.Scheme + credential.Secret);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("Perun");
        if (json is null) return request;
        request.Content = new ByteArrayContent(json);
        request.Content.Headers.ContentType = new("application/json");
        return request;
    }

    /// The bound counts what came out of a compressed answer, not what went in.
    private static async Task<(ReadOnlyMemory<byte> Body, bool IsWhole)> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var body = new MemoryStream();
        var piece = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(piece, cancel)) > 0;)
        {
            if (body.Length + read > most) return (body.ToArray(), false);
            body.Write(piece, 0, read);
        }
        return (body.GetBuffer().AsMemory(0, (int)body.Length), true);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DeepestAnswer });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string WhatInstead(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "its answer is empty"
        : body.TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? "it answers with a page instead of data"
        : "its answer can't be read as JSON";

    private Trouble? Closed(string path)
    {
        lock (_gate)
        {
            if (_closed.GetValueOrDefault("") is { } everything) return everything;
            if (_closed.GetValueOrDefault(path) is { } here) return here;
            if (_silence is not { } silence) return null;
            var left = silence.Until - _clock.GetUtcNow();
            return left > TimeSpan.Zero ? silence.Trouble with { RetryAfter = left } : null;
        }
    }

    private void Remember(string path, Trouble trouble)
    {
        lock (_gate)
        {
            if (trouble.Kind == TroubleKind.Unauthorised) _closed[""] = trouble with { RetryAfter = LongestSilence };
            else if (trouble.Kind == TroubleKind.Forbidden) _closed[path] = trouble with { RetryAfter = LongestSilence };
            else if (trouble is { Kind: TroubleKind.Throttled, RetryAfter: { } wait }) _silence = (trouble, _clock.GetUtcNow() + (wait < LongestSilence ? wait : LongestSilence));
        }
    }
}
