using Perun.Engine.Ledger;

namespace Perun.Backtest.Search.Tapes;

/// A round trip in whole numbers: bars by their places, quantities in lots, prices in ticks.
/// <param name="Held">What was left of the lots bought after a fee in the asset itself.</param>
internal readonly record struct SharedTrade(
    int EntryBar, int ExitBar, long Lots, long Held, long EntryTicks, long ExitTicks, long StopTicks, ExitReason Reason, double Profit);
