using System.Net.WebSockets;
using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Hosting;

/// Sends a stream's messages, each as well or as badly as the plan of faults has it.
internal sealed class FrameSender(LiveSocket socket, FaultPlan faults, StreamWords words, Func<TimeSpan> elapsed, Action<TimeSpan> refuseNewcomers, ReadOnlyMemory<byte> slowClient)
{
    private const int BurstSize = 50_000, HugeSize = 5 * 1024 * 1024, FragmentCount = 7;

    private readonly Lock _gate = new();
    private (byte[] Bytes, bool IsBinary)? _held;
    private TimeSpan _muteUntil = TimeSpan.MinValue;

    /// An answer to the client itself: nothing goes wrong with it.
    public void Answer(byte[] bytes, bool isBinary) => Put(bytes, isBinary);

    /// <param name="subject">What faults strike, like "trade_updates fill AAPL".</param>
    public void Tell(byte[] bytes, bool isBinary, string subject)
    {
        lock (_gate)
        {
            if (socket.IsEnding) return;
            if (Struck(words.Mute, subject) is { } mute) _muteUntil = elapsed() + mute.For;
            if (Ends(subject) || elapsed() < _muteUntil || Struck(words.Drop, subject) is not null) return;
            if (_held is null && Struck(words.Reorder, subject) is not null)
            {
                _held = (bytes, isBinary);
                return;
            }
            Send(bytes, isBinary == (Struck(words.OtherFrame, subject) is null), subject);
            if (_held is not { } late) return;
            _held = null;
            Put(late.Bytes, late.IsBinary);
        }
    }

    private void Send(byte[] bytes, bool isBinary, string subject)
    {
        var times = Struck(words.Repeat, subject) is not null ? 3 : Struck(words.Burst, subject) is not null ? BurstSize : 1;
        if (Struck(words.BadText, subject) is not null) Put([0x7B, 0x22, 0xC3, 0x28, 0x22, 0x7D], isBinary: true);
        if (Struck(words.Huge, subject) is not null)
        {
            var huge = new byte[HugeSize + bytes.Length];
            huge.AsSpan(0, HugeSize).Fill((byte)' ');
            bytes.CopyTo(huge, HugeSize);
            bytes = huge;
        }
        var parts = Struck(words.Fragments, subject) is null ? 1 : FragmentCount;
        for (var time = 0; time < times; time++) Put(bytes, isBinary, parts);
    }

    /// What ends the connection instead of the message.
    private bool Ends(string subject)
    {
        if (Struck(words.HalfOpen, subject) is not null)
        {
            socket.FallSilent();
            return true;
        }
        if (Struck(words.Disconnect, subject) is { } disconnect)
        {
            refuseNewcomers(disconnect.For);
            socket.Cut();
            return true;
        }
        if (Struck(words.Close1006, subject) is not null)
        {
            socket.Cut();
            return true;
        }
        if (Struck(words.Close1008, subject) is not null)
        {
            socket.Close(WebSocketCloseStatus.PolicyViolation);
            return true;
        }
        if (Struck(words.SlowClient, subject) is null) return false;
        TooSlow();
        return true;
    }

    private void Put(byte[] bytes, bool isBinary, int parts = 1)
    {
        if (!socket.Send(bytes, isBinary, parts)) TooSlow();
    }

    private void TooSlow()
    {
        if (slowClient.Length == 0)
        {
            socket.Cut();
            return;
        }
        socket.Send(slowClient, isBinary: false);
        socket.Close(WebSocketCloseStatus.PolicyViolation);
    }

    private FaultRule? Struck(FaultWord word, string subject) => faults.Strike(word, subject, elapsed());
}
