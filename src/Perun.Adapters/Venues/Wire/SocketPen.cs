using System.Threading.Channels;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// What a stream's talk may do with its connection, from any thread.
internal sealed class SocketPen
{
    private const int MostWaiting = 1_024;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Action<StreamState, string> _tell;
    private readonly CancellationTokenSource _over;
    private SocketEnd? _end;

    public SocketPen(Action<StreamState, string> tell, CancellationTokenSource over) => (_tell, _over, Over) = (tell, over, over.Token);

    /// Why it ended; null where nobody on this side ended it.
    public SocketEnd? End => Volatile.Read(ref _end);

    /// Cancelled once the connection is over.
    public CancellationToken Over { get; }

    /// Sends a text message after those before it.
    public void Send(ReadOnlyMemory<byte> message)
    {
        if (!_waiting.Writer.TryWrite(message)) Leave($"more than {MostWaiting} messages wait to be sent");
    }

    public void Tell(StreamState state, string why)
    {
        if (!Over.IsCancellationRequested) _tell(state, why);
    }

    /// This connection is of no use: another one is to be made, not before a pause.
    public void Leave(string why, TimeSpan pause = default) => Finish(new SocketEnd(why, Pause: pause));

    /// The venue will not have us, and trying again would change nothing.
    public void LeaveForGood(string why) => Finish(new SocketEnd(why, IsFinal: true));

    public IAsyncEnumerable<ReadOnlyMemory<byte>> Waiting(CancellationToken cancel) => _waiting.Reader.ReadAllAsync(cancel);

    private void Finish(SocketEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return;
        try
        {
            _over.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection ended by itself in this moment.
        }
    }
}
