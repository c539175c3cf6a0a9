namespace Perun.Faults.Tests.Harness;

/// The clock of the machine that Perun runs on: somebody may set it wrong. What measures spans goes on as it did.
internal sealed class MachineClock(TimeProvider time) : TimeProvider
{
    /// How far it is ahead of the true time.
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Ahead;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
