using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Perun.VenueServers.Hosting;

/// One client's WebSocket: what is sent waits in a bounded queue, so that nobody who publishes waits for a client. How the
/// connection ends waits in it, too, so that what was said before is heard before.
public sealed class LiveSocket(WebSocket socket, TappedStream? tap = null, int mostWaiting = LiveSocket.UsualQueue) : IDisposable
{
    public const int UsualQueue = 60_000;
    private const int LargestMessage = 256 * 1024;

    private readonly Channel<Deed> _waiting = Channel.CreateBounded<Deed>(new BoundedChannelOptions(mostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _cut = new();
    private volatile bool _isEnding;

    private enum DeedKind
    {
        Message,
        Close,
        Cut,
        FallSilent,
    }

    /// <param name="Parts">More than one sends the message in as many fragments.</param>
    private readonly record struct Deed(DeedKind Kind, ReadOnlyMemory<byte> Bytes = default, bool IsBinary = false, int Parts = 1, WebSocketCloseStatus Status = default);

    public static async Task<LiveSocket> AcceptAsync(HttpContext context)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync();
        return new LiveSocket(socket, (context.Features.Get<IHttpUpgradeFeature>() as TappedUpgrade)?.Tap);
    }

    /// Nothing more will be sent.
    public bool IsEnding => _isEnding;

    /// False where the client is too slow: the queue is full.
    public bool Send(ReadOnlyMemory<byte> bytes, bool isBinary, int parts = 1) => _isEnding || _waiting.Writer.TryWrite(new Deed(DeedKind.Message, bytes, isBinary, parts));

    /// Says goodbye.
    public void Close(WebSocketCloseStatus status) => End(new Deed(DeedKind.Close, Status: status));

    /// The connection breaks off without a word.
    public void Cut() => End(new Deed(DeedKind.Cut));

    /// From then on the other side neither hears nor is heard, and is not told.
    public void FallSilent() => _waiting.Writer.TryWrite(new Deed(DeedKind.FallSilent));

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

    /// What comes after it is not sent. Where no room is left even for that, the connection breaks off.
    private void End(Deed last)
    {
        if (_isEnding) return;
        _isEnding = true;
        if (!_waiting.Writer.TryWrite(last)) Abort();
    }

    private void Abort()
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

    private async Task SendAllAsync(CancellationToken cancel)
    {
        await Task.Yield();
        await foreach (var deed in _waiting.Reader.ReadAllAsync(cancel))
        {
            switch (deed.Kind)
            {
                case DeedKind.Message:
                    await SendAsync(deed, cancel);
                    break;
                case DeedKind.Close:
                    if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(deed.Status, null, cancel);
                    return;
                case DeedKind.Cut:
                    Abort();
                    return;
                case DeedKind.FallSilent:
                    if (tap is not null) tap.IsHalfOpen = true;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private async Task SendAsync(Deed message, CancellationToken cancel)
    {
        var type = message.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        for (var part = 0; part < message.Parts; part++)
        {
            var piece = message.Bytes[(message.Bytes.Length * part / message.Parts)..(message.Bytes.Length * (part + 1) / message.Parts)];
            await socket.SendAsync(piece, type, part == message.Parts - 1, cancel);
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
