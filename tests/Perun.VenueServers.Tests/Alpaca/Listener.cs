using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

/// A client of a stream, on the framework's own WebSocket.
public sealed class Listener : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    public WebSocketMessageType LastType { get; private set; }

    public WebSocketCloseStatus? Closed => _socket.CloseStatus;

    public static async Task<Listener> ConnectAsync(AlpacaDesk desk, string path)
    {
        var listener = new Listener();
        await listener._socket.ConnectAsync(new UriBuilder(desk.Server.Address) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken);
        return listener;
    }

    /// Connected, authenticated and listening to the account's orders.
    public static async Task<Listener> OfOrdersAsync(AlpacaDesk desk)
    {
        var listener = await ConnectAsync(desk, "stream");
        await listener.SayAsync($$$"""{"action":"authenticate","data":{"key_id":"{{{desk.Account.Keys.Id}}}","secret_key":"{{{desk.Account.Keys.Secret}}}"}}""");
        (await listener.HearAsync()).GetProperty("data").GetProperty("status").GetString().ShouldBe("authorized");
        await listener.SayAsync("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        (await listener.HearAsync()).GetProperty("data").GetProperty("streams").GetArrayLength().ShouldBe(1);
        return listener;
    }

    /// Connected, authenticated and subscribed.
    public static async Task<Listener> OfDataAsync(AlpacaDesk desk, string path, string subscription)
    {
        var listener = await ConnectAsync(desk, path);
        (await listener.HearAsync())[0].GetProperty("msg").GetString().ShouldBe("connected");
        await listener.SayAsync($$"""{"action":"auth","key":"{{desk.Account.Keys.Id}}","secret":"{{desk.Account.Keys.Secret}}"}""");
        (await listener.HearAsync())[0].GetProperty("msg").GetString().ShouldBe("authenticated");
        await listener.SayAsync(subscription);
        (await listener.HearAsync())[0].GetProperty("T").GetString().ShouldBe("subscription");
        return listener;
    }

    public Task SayAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    public async Task<JsonElement> HearAsync()
    {
        using var document = JsonDocument.Parse(await HearBytesAsync());
        return document.RootElement.Clone();
    }

    /// Empty once the other side has closed.
    public async Task<byte[]> HearBytesAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return [];
            LastType = received.MessageType;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return message.ToArray();
        }
    }

    /// The next messages' events.
    public async Task<IReadOnlyList<string>> EventsAsync(int count)
    {
        var events = new List<string>();
        while (events.Count < count) events.Add((await HearAsync()).GetProperty("data").GetProperty("event").GetString()!);
        return events;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
