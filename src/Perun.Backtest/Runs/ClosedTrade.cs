using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Runs;

/// What is kept of a trade while a run goes on: flat numbers, so that a hundred thousand trades are nothing for the memory's
/// collector to follow.
internal readonly struct ClosedTrade(Trade trade, Excursion seen)
{
    public readonly InstrumentId Instrument = trade.Instrument;
    public readonly Side Side = trade.Side;
    public readonly ExitReason Reason = trade.Reason;
    public readonly long Decision = trade.Decision;
    public readonly DateTime Opened = trade.Opened;
    public readonly DateTime Closed = trade.Closed;
    public readonly decimal Quantity = trade.Quantity;
    public readonly decimal EntryValue = trade.EntryValue;
    public readonly decimal QuantityLeft = trade.QuantityLeft;
    public readonly decimal ExitValue = trade.ExitValue;
    public readonly decimal Fees = trade.Fees;
    public readonly decimal Profit = trade.Profit;
    public readonly decimal? Stop = trade.PlannedStop;
    public readonly decimal? Target = trade.PlannedTarget;
    public readonly Excursion Seen = seen;
}
