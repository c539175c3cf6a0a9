namespace Perun.Sources.Tests;

/// A clock that moves when it is told to, and rings what falls due on the way.
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start;

    public DateTime Now => GetUtcNow().UtcDateTime;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        lock (_gate) _alarms.Add(alarm);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        Alarm[] due;
        lock (_gate)
        {
            _now += time;
            due = [.. _alarms.Where(alarm => alarm.At <= _now)];
            foreach (var alarm in due) alarm.At = DateTimeOffset.MaxValue;
        }
        foreach (var alarm in due) alarm.Ring();
    }

    private sealed class Alarm(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset At { get; set; } = DateTimeOffset.MaxValue;

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate) At = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock._now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
