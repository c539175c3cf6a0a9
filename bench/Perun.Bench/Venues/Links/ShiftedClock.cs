namespace Perun.Bench.Venues.Links;

/// This computer's clock, set to another time.
internal sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    private long _by = by.Ticks;

    /// As if so much time had passed: what is counted by the minute begins anew.
    public void Skip(TimeSpan time) => Interlocked.Add(ref _by, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _by));
}
