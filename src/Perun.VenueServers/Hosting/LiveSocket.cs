using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Perun.VenueServers.Hosting;

/// One client's WebSocket: what is sent waits in a bounded queue, so that nobody who publishes waits for a client. A client that
/// is too slow to keep up is told so and cut off.
public sealed class LiveSocket(WebSocket socket, TappedStream? tap = null, int mostWaiting = LiveSocket.UsualQueue) : IDisposable
{
    public const int UsualQueue = 50_000;
    private const int LargestMessage = 256 * 1024;

    private readonly Channel<Frame> _waiting = Channel.CreateBounded<Frame>(new BoundedChannelOptions(mostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _cut = new();

    /// <param name="Parts">More than one sends the frame in as many fragments.</param>
    private readonly record struct Frame(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Type, int Parts = 1, WebSocketCloseStatus? Close = null);

    /// From now on the other side neither hears nor is heard, and is not told.
    public void FallSilent()
    {
        if (tap is not null) tap.IsHalfOpen = true;
    }

    public static async Task<LiveSocket> AcceptAsync(HttpContext context)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync();
        return new LiveSocket(socket, (context.Features.Get<IHttpUpgradeFeature>() as TappedUpgrade)?.Tap);
    }

    /// False where the client is too slow: the queue is full.
    public bool Send(ReadOnlyMemory<byte> bytes, bool isBinary, int parts = 1) =>
        _waiting.Writer.TryWrite(new Frame(bytes, isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, parts));

    /// Closes once everything before it is sent.
    public void Close(WebSocketCloseStatus status)
    {
        _waiting.Writer.TryWrite(new Frame(default, WebSocketMessageType.Close, Close: status));
        _waiting.Writer.TryComplete();
    }

    /// The connection breaks off without a word.
    public void Cut()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it has ended already
        }
    }

    public void Dispose() => _cut.Dispose();

    /// Runs until either side is done. Each message that comes is handed over in order.
    public async Task RunAsync(Action<ReadOnlyMemory<byte>> take, CancellationToken cancel)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, _cut.Token);
        var sending = SendAllAsync(both.Token);
        try
        {
            await ReceiveAllAsync(take, both.Token);
            _waiting.Writer.TryComplete();
            await sending;
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // the client went away, or was cut off
        }
        finally
        {
            await both.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_cut.IsCancellationRequested) socket.Abort();
        }
    }

    private async Task SendAllAsync(CancellationToken cancel)
    {
        await Task.Yield();
        await foreach (var frame in _waiting.Reader.ReadAllAsync(cancel))
        {
            if (frame.Close is { } status)
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(status, null, cancel);
                return;
            }
            for (var part = 0; part < frame.Parts; part++)
            {
                var piece = frame.Bytes[(frame.Bytes.Length * part / frame.Parts)..(frame.Bytes.Length * (part + 1) / frame.Parts)];
                await socket.SendAsync(piece, frame.Type, part == frame.Parts - 1, cancel);
            }
        }
    }

    private async Task ReceiveAllAsync(Action<ReadOnlyMemory<byte>> take, CancellationToken cancel)
    {
        var buffer = new byte[8192];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived) Close(WebSocketCloseStatus.NormalClosure);
                return;
            }
            message.Write(buffer, 0, received.Count);
            if (message.Length > LargestMessage)
            {
                Close(WebSocketCloseStatus.MessageTooBig);
                return;
            }
            if (!received.EndOfMessage) continue;
            take(message.ToArray());
            message.SetLength(0);
        }
    }
}
