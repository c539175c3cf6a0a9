using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Commands.Output;
using Perun.Facts;

namespace Perun.Commands.Access;

/// How long to wait for a daemon.
internal sealed record DaemonPatience(TimeSpan Connecting, TimeSpan Looking, TimeSpan Acting)
{
    public static DaemonPatience Usual { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
}

internal readonly record struct DaemonReply(HttpStatusCode Status, byte[] Body);

/// One daemon at the other end of loopback. Whatever goes wrong becomes a sentence.
internal sealed class DaemonLine : IDisposable
{
    private const long MostBytes = 32 * 1024 * 1024;

    private readonly DaemonFile _daemon;
    private readonly DaemonPatience _patience;
    private readonly HttpClient _client;

    public DaemonLine(DaemonFile daemon, DaemonPatience patience)
    {
        _daemon = daemon;
        _patience = patience;
        // No proxy, no redirection: the token goes to this computer and nowhere else.
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = patience.Connecting };
        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://127.0.0.1:{daemon.Port}"),
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    public async Task<DaemonReply> AskAsync(HttpMethod method, string path, OperatorWish? wish, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path);
        // Unchecked, so that a token which can't be a header is refused by the daemon and not thrown by the client.
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_daemon.Token}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (wish is not null) request.Content = JsonContent.Create(wish, FactsJson.Default.OperatorWish);
        var patience = wish is null ? _patience.Looking : _patience.Acting;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(patience);
        try
        {
            using var response = await _client.SendAsync(request, deadline.Token);
            return new DaemonReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(deadline.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Unreachable($"Perun (process {_daemon.Pid}) did not answer within {Show.Span(patience)}. {WhatNow(wish)}");
        }
        catch (HttpRequestException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            throw Unreachable($"Nothing listens on port {_daemon.Port}, where Perun (process {_daemon.Pid}) was: start it with ./perun run.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Unreachable($"Talking to Perun on port {_daemon.Port} failed: {failure.Message} {WhatNow(wish)}");
        }
    }

    public T Read<T>(DaemonReply reply, JsonTypeInfo<T> type)
        where T : class
    {
        switch (reply.Status)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw Unreachable($"Perun on port {_daemon.Port} does not accept the token in {DaemonFile.Name}: another Perun may run there, so check PERUN_DATA and PERUN_PORT.");
            case HttpStatusCode.BadRequest or HttpStatusCode.NotFound when ErrorIn(reply) is { } error:
                throw new CommandFailedException(ExitCode.Refused, error);
            default:
                var what = ErrorIn(reply) is { } trouble ? $": {trouble}" : "";
                throw Unreachable($"Perun on port {_daemon.Port} answered {(int)reply.Status}{what}. Its log says more (LOG_PATH).");
        }
        try
        {
            if (JsonSerializer.Deserialize(reply.Body, type) is { } value) return value;
        }
        catch (JsonException)
        {
            // Said below, as for an answer of null.
        }
        throw Unreachable($"What answers on port {_daemon.Port} is not this version of Perun: check PERUN_PORT, or restart Perun after an update.");
    }

    public static string? ErrorIn(DaemonReply reply)
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body, FactsJson.Default.Trouble)?.Error is { Length: > 0 } error ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static CommandFailedException Unreachable(string sentence) => new(ExitCode.Unreachable, sentence);

    /// A wish that got no answer may have been granted.
    private static string WhatNow(OperatorWish? wish) => wish is null
        ? "See its log, or stop it and start it again; perun kill works in any case."
        : "It may or may not have been done: look at perun orders and perun positions before you ask again.";
}
