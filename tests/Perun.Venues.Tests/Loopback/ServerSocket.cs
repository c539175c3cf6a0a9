using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Perun.Venues.Tests.Loopback;

/// The server's end of one WebSocket.
internal sealed class ServerSocket(WebSocket socket, TcpClient client, string path, CancellationToken stopped)
{
    public string Path => path;

    /// The next message; null once the other side has closed.
    public async Task<string?> HearAsync()
    {
        using var whole = new MemoryStream();
        var piece = new byte[8192];
        while (true)
        {
            var received = await socket.ReceiveAsync(piece.AsMemory(), stopped);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(piece, 0, received.Count);
            if (received.EndOfMessage) return Encoding.UTF8.GetString(whole.ToArray());
        }
    }

    public async Task<JsonElement?> HearJsonAsync() => await HearAsync() is { } text ? JsonDocument.Parse(text).RootElement : null;

    public Task SayAsync(string text) => SayAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SayBinaryAsync(string text) => SayAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary);

    public async Task SayAsync(byte[] message, WebSocketMessageType type) => await socket.SendAsync(message.AsMemory(), type, endOfMessage: true, stopped);

    /// The same message in frames of so many bytes.
    public async Task SayInPiecesAsync(string text, int size)
    {
        var message = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < message.Length; at += size)
            await socket.SendAsync(message.AsMemory(at, Math.Min(size, message.Length - at)), WebSocketMessageType.Text, at + size >= message.Length, stopped);
    }

    public Task CloseAsync(int code, string why) => socket.CloseOutputAsync((WebSocketCloseStatus)code, why, stopped);

    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    /// Until the other side goes.
    public async Task StayAsync()
    {
        while (await HearAsync() is not null)
        {
        }
    }
}
