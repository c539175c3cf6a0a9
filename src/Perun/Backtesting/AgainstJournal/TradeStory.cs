using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtesting.AgainstJournal;

/// One trade of one of the two sides, closed or still open at the period's end.
internal sealed record TradeStory
{
    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    /// The position, in its own journal, of what opened it.
    public required long Decision { get; init; }

    /// The newest data the decision rested on, and when the engine heard of it; alike for what a person asked for.
    public required DateTime BasedOn { get; init; }

    public required DateTime Decided { get; init; }

    public required bool IsByOperator { get; init; }

    public required DateTime Opened { get; init; }

    /// Null for one that is still open.
    public DateTime? Closed { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal Entry { get; init; }

    /// The price it was left at; of an open one, what it is worth at the end.
    public required decimal Exit { get; init; }

    public required decimal Fees { get; init; }

    /// After fees.
    public required decimal Profit { get; init; }

    public ExitReason? Reason { get; init; }

    public string ExitWord => Reason?.ToString() ?? "still open";
}
