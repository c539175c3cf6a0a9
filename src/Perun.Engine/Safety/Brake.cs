namespace Perun.Engine.Safety;

/// What can stop entries, beside the rules that look at one proposal.
public enum Brake
{
    /// Thrown by a person or by flattening; only a person lifts it.
    Kill,

    /// The books did not balance or differ from the venue's; only a person lifts it.
    Breach,

    /// Everything is being closed.
    Flatten,

    /// Today's loss limit is reached; lifts with the next trading day.
    DailyLoss,

    /// Too many stop-outs in the window.
    StopOuts,

    /// The account fell too far from its peak.
    Drawdown,

    /// Too many losses in a row.
    LossStreak,

    /// The venue, or the way to it, is not to be relied on; lifts when it is again.
    Venue,
}
