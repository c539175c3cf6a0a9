namespace Perun.Venues.Tests;

/// A clock that moves when it is told to, and rings what falls due on the way, in order.
internal sealed class TestClock(DateTime start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly List<(TimeSpan Within, TaskCompletionSource Known)> _awaited = [];
    private DateTime _now = start;

    public static readonly DateTime Start = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    public TestClock() : this(Start)
    {
    }

    public DateTime Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Now);

    public override long GetTimestamp() => Now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        DateTime end;
        lock (_gate) end = _now + time;
        while (true)
        {
            Alarm? due;
            lock (_gate)
            {
                due = _alarms.Where(alarm => alarm.At <= end).MinBy(alarm => alarm.At);
                if (due is null)
                {
                    if (end > _now) _now = end;
                    return;
                }
                if (due.At > _now) _now = due.At;
                due.Rang();
            }
            due.Ring();
        }
    }

    /// Done once somebody waits for something that falls due within this time.
    public Task SomebodyWaits(TimeSpan within)
    {
        lock (_gate)
        {
            if (_alarms.Exists(alarm => alarm.At <= _now + within)) return Task.CompletedTask;
            var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((within, known));
            return known.Task;
        }
    }

    private sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTime At { get; private set; } = DateTime.MaxValue;

        public void Ring() => callback(state);

        public void Rang()
        {
            if (_period > TimeSpan.Zero)
            {
                At += _period;
                return;
            }
            At = DateTime.MaxValue;
            clock._alarms.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                _period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                At = dueTime == Timeout.InfiniteTimeSpan ? DateTime.MaxValue : clock._now + dueTime;
                if (At == DateTime.MaxValue) return true;
                clock._alarms.Add(this);
                for (var i = clock._awaited.Count - 1; i >= 0; i--)
                {
                    if (At > clock._now + clock._awaited[i].Within) continue;
                    clock._awaited[i].Known.TrySetResult();
                    clock._awaited.RemoveAt(i);
                }
            }
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
