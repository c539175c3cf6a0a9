namespace Perun.Backtest.History;

public enum HistoryTrouble
{
    /// What was asked for is not stored.
    NotThere,

    /// What was asked for makes no sense.
    Misuse,

    /// An input file is not what it should be.
    Unreadable,

    /// A stored file is not what was written.
    Damaged,

    /// The disk, or another Perun at work on the same bars.
    Disk,
}

/// Ends what was asked of history with one sentence for the person: what happened, to what, and what to do.
public sealed class HistoryException(HistoryTrouble trouble, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public HistoryTrouble Trouble { get; } = trouble;
}
