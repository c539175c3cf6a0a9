namespace Perun.Venues;

/// The machine's clock, and never backwards. What is set back is not gone back with: this one goes on at half its speed until they meet, so
/// that whatever is due still comes. What is set forward, or slept through, is followed at once.
internal sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _last = machine.GetUtcNow();
    private long _lastAt = machine.GetTimestamp();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var at = machine.GetTimestamp();
            var (told, least) = (machine.GetUtcNow(), _last + machine.GetElapsedTime(_lastAt, at) / 2);
            (_last, _lastAt) = (told > least ? told : least, at);
            return _last;
        }
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
