using Perun.Engine.Ledger;

namespace Perun.Backtest.Straight;

/// A round trip in whole numbers: bars by their places, quantities in lots, prices in ticks.
/// <param name="Held">What was left of the lots bought after a fee in the asset itself.</param>
/// <param name="Target">Zero where there was none.</param>
/// <param name="EntryFee">In steps of the cash fee; in lots where it was taken from the asset.</param>
/// <param name="CashHeld">In grains, after the entry; then after the exit.</param>
internal readonly record struct StraightTrade(
    int EntryBar, int ExitBar, long Lots, long Held, long EntryTicks, long ExitTicks, long StopTicks, long Target, long EntryFee, long ExitFee, ExitReason Reason, double Profit, Int128 CashHeld, Int128 CashAfter);
