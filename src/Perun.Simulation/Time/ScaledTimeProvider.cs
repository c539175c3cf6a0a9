namespace Perun.Simulation.Time;

/// Real time that runs faster by a factor, from a moment of choice: at sixty, a minute passes each second.
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly double _factor;
    private readonly DateTime _start;
    private readonly long _realStart;

    public ScaledTimeProvider(double factor, DateTime start, TimeProvider? real = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        _real = real ?? System;
        _factor = factor;
        _start = DateTime.SpecifyKind(start, DateTimeKind.Utc);
        _realStart = _real.GetTimestamp();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(_start.AddTicks(GetTimestamp()));

    public override long GetTimestamp() => (long)(_real.GetElapsedTime(_realStart).Ticks * _factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_real.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    /// Rounded up to a millisecond, so that a timer is never early and a short period never becomes none.
    private TimeSpan Real(TimeSpan scaled) => scaled <= TimeSpan.Zero
        ? scaled
        : TimeSpan.FromMilliseconds(Math.Ceiling(scaled.TotalMilliseconds / _factor));

    private sealed class ScaledTimer(ITimer real, ScaledTimeProvider time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
