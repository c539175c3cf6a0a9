using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perun.Tests.Web.Browser;

/// Speaks the browser's debugging protocol: a command and its answer, and the complaints that come in between.
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly CancellationTokenSource _ends = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Task _reading = Task.CompletedTask;
    private int _last;

    private readonly ConcurrentQueue<(string? Session, string Text)> _complaints = new();

    /// What a page wrote to the console as errors or warnings, threw, or was forbidden.
    public IReadOnlyList<string> Complaints(string session) =>
        [.. _complaints.Where(complaint => complaint.Session == session).Select(complaint => complaint.Text)];

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, tools._ends.Token);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    public async Task<JsonNode> AskAsync(string method, object parameters, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = session is null
            ? JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters })
            : JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters, sessionId = session });
        await _turn.WaitAsync(_ends.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, _ends.Token);
        }
        finally
        {
            _turn.Release();
        }

        return await answer.Task.WaitAsync(Chromium.Patience, _ends.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _turn.Dispose();
        _ends.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _ends.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return;
            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage)
                continue;
            Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
            message.SetLength(0);
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id && _asked.TryRemove((int)id, out var asked))
        {
            if (message["error"] is { } error)
                asked.SetException(new InvalidOperationException(error.ToJsonString()));
            else
                asked.SetResult(message["result"]!);
            return;
        }

        var parameters = message["params"];
        switch ((string?)message["method"])
        {
            case "Runtime.exceptionThrown":
            case "Log.entryAdded" when (string?)parameters!["entry"]!["level"] is "error" or "warning":
            case "Runtime.consoleAPICalled" when (string?)parameters!["type"] is "error" or "warning" or "assert":
            case "Page.javascriptDialogOpening":
                _complaints.Enqueue(((string?)message["sessionId"], message.ToJsonString()));
                break;
        }
    }
}
