using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Straight;

/// What an account did, as a run tells it: in decimals, and with a curve that is thinned as any other.
internal static class StraightResult
{
    /// <param name="curve">Of the whole run.</param>
    public static RunResult Of(RunPlan plan, StraightMarket market, StraightAccount account, StraightCurve curve)
    {
        var (trades, money) = (account.TradesToKeep, account.Money);
        return new RunResult
        {
            Spec = plan.Spec,
            Equity = curve.Build(),
            Trades = new LaterTrades(trades.Count, () => [.. trades.Select(trade => TradeOf(trade, market, money))]),
            Bars = market.Bars.Length,
            Refusals = new SortedDictionary<string, long>(account.Refusals.ToDictionary(refusal => refusal.Key.ToString(), refusal => refusal.Value, StringComparer.Ordinal), StringComparer.Ordinal),
            Ambiguities = account.Ambiguities,
            Way = RunWay.Straight,
        };
    }

    private static RunTrade TradeOf(in StraightTrade trade, StraightMarket market, StraightMoney money)
    {
        var isFeeInBase = market.Instrument.Fees.IsPaidInBase(Side.Buy);
        var (bought, sold) = (money.QuantityOf(trade.Lots), money.QuantityOf(trade.Held));
        var (paid, got) = (Math.Round(bought * money.PriceOf(trade.EntryTicks), Position.CostDecimals), Math.Round(sold * money.PriceOf(trade.ExitTicks), Position.CostDecimals));
        var exitFee = trade.ExitFee * money.FeeStepExact;
        var entryFee = isFeeInBase ? Math.Round(money.QuantityOf(trade.EntryFee) * (paid / bought), Position.CostDecimals) : trade.EntryFee * money.FeeStepExact;
        var closed = new Trade
        {
            Instrument = new InstrumentId(0),
            Side = Side.Buy,
            Decision = 0,
            Opened = new DateTime(market.EndOf(trade.EntryBar), DateTimeKind.Utc),
            Closed = new DateTime(market.EndOf(trade.ExitBar), DateTimeKind.Utc),
            Quantity = Digits.Plain(bought),
            EntryValue = paid,
            QuantityLeft = sold,
            ExitValue = got,
            Fees = Digits.Plain(entryFee + exitFee),
            Profit = Digits.Plain(got - paid - exitFee - (isFeeInBase ? 0 : entryFee)),
            Reason = trade.Reason,
            PlannedStop = money.PriceOf(trade.StopTicks),
            PlannedTarget = trade.Target > 0 ? money.PriceOf(trade.Target) : null,
        };
        return TradeLog.Worked(new ClosedTrade(closed, Seen(trade, market)), market.Instrument.Symbol);
    }

    /// By the bars at whose close it was held.
    private static Excursion Seen(in StraightTrade trade, StraightMarket market)
    {
        var seen = Excursion.None;
        for (var bar = trade.EntryBar; bar < trade.ExitBar; bar++) seen.See(market.Bars[bar]);
        return seen;
    }
}
