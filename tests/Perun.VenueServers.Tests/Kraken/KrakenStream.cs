using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Tests.Kraken;

/// A plain client of Kraken's WebSocket: what comes waits in order until it is asked for.
internal sealed class KrakenStream : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<(JsonNode Message, string Raw)> _waiting = [];
    private int _requests;

    public string? Token { get; init; }

    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static async Task<KrakenStream> PublicAsync(KrakenGround kraken) => await OpenAsync(kraken, "/v2", null);

    public static async Task<KrakenStream> PrivateAsync(KrakenGround kraken) =>
        await OpenAsync(kraken, "/auth/v2", (await kraken.Client.AskAsync("GetWebSocketsToken"))["token"]!.ToString());

    public static async Task<KrakenStream> OpenAsync(KrakenGround kraken, string path, string? token)
    {
        var stream = new KrakenStream { Token = token };
        await stream._socket.ConnectAsync(new Uri($"ws://{kraken.Server.Address.Authority}{path}"), TestContext.Current.CancellationToken);
        return stream;
    }

    /// Asks and returns the answer. What comes before it waits.
    public async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        var number = ++_requests;
        if (Token is not null && !parameters.ContainsKey("token")) parameters["token"] = Token;
        await SendAsync(new JsonObject { ["method"] = method, ["params"] = parameters, ["req_id"] = number }.ToJsonString());
        return await NextAsync(message => message["req_id"]?.ToString() == $"{number}");
    }

    public async Task<JsonNode> SubscribeAsync(string channel, string? symbol = null, params (string Name, JsonNode Value)[] more)
    {
        var parameters = new JsonObject { ["channel"] = channel };
        if (symbol is not null) parameters["symbol"] = new JsonArray(symbol);
        foreach (var (name, value) in more) parameters[name] = value;
        var answer = await AskAsync("subscribe", parameters);
        answer["success"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
        return answer["result"]!;
    }

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// The next message of a channel.
    public Task<JsonNode> NextAsync(string channel, string? type = null) => NextAsync(message => message["channel"]?.ToString() == channel && (type is null || message["type"]?.ToString() == type));

    /// The next execution of this kind of this order.
    public async Task<JsonNode> ExecutionAsync(string kind, string? order = null)
    {
        var message = await NextAsync(candidate => candidate["channel"]?.ToString() == "executions" && candidate["data"]!.AsArray().Any(Is));
        return message["data"]!.AsArray().First(Is)!;

        bool Is(JsonNode? item) => item!["exec_type"]?.ToString() == kind && (order is null || item["order_id"]?.ToString() == order);
    }

    public async Task<JsonNode> NextAsync(Func<JsonNode, bool> isIt) => (await NextRawAsync(isIt)).Message;

    public async Task<(JsonNode Message, string Raw)> NextRawAsync(Func<JsonNode, bool> isIt)
    {
        while (true)
        {
            var place = _waiting.FindIndex(entry => isIt(entry.Message));
            if (place >= 0)
            {
                var found = _waiting[place];
                _waiting.RemoveAt(place);
                return found;
            }
            if (await ReceiveAsync() is not { } text) throw new InvalidOperationException($"the venue closed the connection: {_socket.CloseStatus}");
            _waiting.Add((JsonNode.Parse(text)!, text));
        }
    }

    /// What waits of a channel and whatever comes until an answer to a ping, all in order.
    public async Task<List<JsonNode>> AllAsync(string channel)
    {
        await AskAsync("ping", []);
        var all = _waiting.Where(entry => entry.Message["channel"]?.ToString() == channel).Select(static entry => entry.Message).ToList();
        _waiting.RemoveAll(entry => entry.Message["channel"]?.ToString() == channel);
        return all;
    }

    /// Null once the connection is closed.
    public async Task<string?> ReceiveAsync() => await ReceiveFrameAsync() is { } frame ? Encoding.UTF8.GetString(frame.Bytes) : null;

    public async Task<(byte[] Bytes, WebSocketMessageType Type, int Parts)?> ReceiveFrameAsync()
    {
        var buffer = new byte[1 << 16];
        using var whole = new MemoryStream();
        for (var parts = 1; ; parts++)
        {
            WebSocketReceiveResult received;
            try
            {
                received = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            }
            catch (WebSocketException)
            {
                return null;
            }
            if (received.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return (whole.ToArray(), received.MessageType, parts);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
