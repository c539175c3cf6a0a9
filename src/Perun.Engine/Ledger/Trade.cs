using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;

namespace Perun.Engine.Ledger;

/// Why a position was left.
public enum ExitReason
{
    Stop,
    Target,
    Signal,
    Operator,
    Flatten,
    SessionClose,

    /// Protection could not be placed, so the position was left at the market.
    Unprotected,

    /// More was sold (or bought back) than was held, so what that opened was closed.
    Reversed,

    /// It went without an order of ours: sold by somebody else, or withdrawn.
    External,
}

/// One round trip: from flat to flat.
public sealed record Trade
{
    public required InstrumentId Instrument { get; init; }

    /// The side it was entered with.
    public required Side Side { get; init; }

    /// The journal position of the signal or command that opened it.
    public required long Decision { get; init; }

    public required DateTime Opened { get; init; }

    public required DateTime Closed { get; init; }

    /// The whole quantity that was entered.
    public required decimal Quantity { get; init; }

    /// What was paid (or received) for it, before fees.
    public required decimal EntryValue { get; init; }

    /// How much of it was left again; more than dust of it is all of it.
    public required decimal QuantityLeft { get; init; }

    public required decimal ExitValue { get; init; }

    public decimal AverageEntry => Average(EntryValue, Quantity);

    public decimal AverageExit => Average(ExitValue, QuantityLeft);

    public required decimal Fees { get; init; }

    /// After fees.
    public required decimal Profit { get; init; }

    public required ExitReason Reason { get; init; }

    /// The furthest the open position was under water and above it, in the account's currency.
    public decimal WorstUnrealised { get; init; }

    public decimal BestUnrealised { get; init; }

    /// What the entry was to be protected with.
    public decimal? PlannedStop { get; init; }

    public decimal? PlannedTarget { get; init; }

    public bool IsLoss => Profit < 0;

    /// The price of a unit, for reading.
    public static decimal Average(decimal value, decimal quantity) => quantity == 0 ? 0 : Digits.Plain(value / quantity, 10);
}
