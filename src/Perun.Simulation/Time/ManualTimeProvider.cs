namespace Perun.Simulation.Time;

/// Time that stands still until it is told to pass. Timers fire while it passes, each at its own moment, those of one
/// moment in the order in which they were set.
public sealed class ManualTimeProvider(DateTime start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<ManualTimer> _timers = new(ManualTimer.ByDue);
    private DateTime _now = DateTime.SpecifyKind(start, DateTimeKind.Utc);
    private long _lastOrder;

    public DateTime Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Now);

    public override long GetTimestamp() => Now.Ticks;

    public void Advance(TimeSpan by) => AdvanceTo(Now + by);

    /// Callbacks run on the caller's thread, outside the lock, and may set and stop timers.
    public void AdvanceTo(DateTime to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, Now);
        while (NextDue(to) is { } timer) timer.Fire();
        lock (_gate) _now = DateTime.SpecifyKind(to, DateTimeKind.Utc);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? NextDue(DateTime to)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } timer || timer.Due > to) return null;
            _timers.Remove(timer);
            if (timer.Due > _now) _now = timer.Due;
            if (timer.Period > TimeSpan.Zero) Set(timer, timer.Due + timer.Period);
            return timer;
        }
    }

    private void Set(ManualTimer timer, DateTime due)
    {
        (timer.Due, timer.Order) = (due, ++_lastOrder);
        _timers.Add(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        public static readonly Comparer<ManualTimer> ByDue =
            Comparer<ManualTimer>.Create(static (left, right) => (left.Due, left.Order).CompareTo((right.Due, right.Order)));

        private bool _isDisposed;

        public DateTime Due { get; set; }

        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (_isDisposed) return false;
                time._timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan) time.Set(this, time._now + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _isDisposed = true;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
