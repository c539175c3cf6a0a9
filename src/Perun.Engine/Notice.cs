using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Ledger;
using Perun.Engine.Orders;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine;

/// A fact that the engine states beside its commands, for the record, the screen and the memory.
public abstract record Notice
{
    private Notice()
    {
    }

    /// What became of a proposal, and why.
    public sealed record Judged(
        InstrumentId Instrument,
        SignalAction Action,
        VerdictKind Verdict,
        Reason Reason,
        string Text,
        decimal Quantity,
        decimal Price,
        decimal? Stop,
        decimal? Target,
        OrderId Order) : Notice;

    /// An order moved on in its life.
    public sealed record OrderMoved(
        OrderId Order,
        InstrumentId Instrument,
        Side Side,
        OrderType Type,
        OrderPurpose Purpose,
        long Decision,
        OrderStatus Status,
        decimal Quantity,
        decimal Filled,
        decimal AveragePrice,
        decimal LimitPrice,
        decimal StopPrice,
        string? Text) : Notice;

    /// A fill was booked; position and cash are those after it.
    public sealed record FillBooked(
        OrderId Order,
        InstrumentId Instrument,
        Side Side,
        decimal Quantity,
        decimal Price,
        decimal Fee,
        decimal Position,
        decimal Cash) : Notice;

    public sealed record TradeClosed(Trade Trade) : Notice;

    /// A switch or brake changed.
    public sealed record BrakeChanged(Brake Brake, bool IsOn, DateTime? Until, string Text) : Notice;

    /// Something a person should know.
    public sealed record Alert(Severity Severity, AlertCode Code, InstrumentId? Instrument, string Text) : Notice;
}

public enum Severity
{
    Info,
    Warning,
    Critical,
}

/// What an alert is about; the text has the particulars.
public enum AlertCode
{
    LedgerBroken,
    AccountDiffers,
    BadMarketData,
    ForeignOrder,
    ImpossibleReport,
    OrderUnknown,
    OrderLost,
    Unprotected,
    ExitFailed,
    Overfilled,
    ClockWentBack,
    Halted,
    Flatten,
    OperatorRefused,

    /// A position came about that nobody meant to open.
    Reversed,

    /// Money came or went otherwise than by trading.
    CashMoved,

    /// The account holds something that Perun did not buy.
    ForeignHolding,

    /// Something Perun held went without an order of its own.
    HoldingGone,

    Split,
    Adopted,

    /// Something at the venue, or on the way to it.
    Venue,
}
