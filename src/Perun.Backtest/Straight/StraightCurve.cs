using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Money;

namespace Perun.Backtest.Straight;

/// The curve of a run, taken while its bars are still near: thinned as any other.
internal sealed class StraightCurve
{
    private readonly StraightMarket _market;
    private readonly int[]? _places;
    private readonly long[] _times;
    private readonly double[] _equity, _exposure;
    private int _next, _trade;

    public StraightCurve(StraightMarket market)
    {
        _market = market;
        // Where every bar has a point, nobody needs to be told which.
        _places = CurveBuilder.KeepsAll(market.Bars.Length) ? null : CurveBuilder.PlacesOf(market.Bars.Length);
        var count = _places?.Length ?? market.Bars.Length;
        (_times, _equity, _exposure) = (GC.AllocateUninitializedArray<long>(count), GC.AllocateUninitializedArray<double>(count), GC.AllocateUninitializedArray<double>(count));
    }

    /// Takes what the account was worth up to (and without) a bar that the account has come to.
    public void Take(StraightAccount account, int to)
    {
        var (times, equity, exposure, worth, bars, lot) = (_times, _equity, _exposure, account.Equity, _market.Bars, account.Money.Lot);
        var (first, point, until, quantity) = (_next, _next, 0, 0.0);
        for (; point < times.Length && BarOf(point) is var bar && bar < to; point++)
        {
            if (bar >= until)
            {
                (var held, until) = HeldAt(account, bar);
                quantity = held * lot;
            }
            times[point] = _market.EndOf(bar);
            equity[point] = worth[bar];
            exposure[point] = quantity * StraightMoney.Near(bars[bar].Close);
        }
        _next = point;
        for (var at = first; (at += CurveMoney.RoundAll(equity.AsSpan(at..point))) < point; at++) equity[at] = CurveMoney.Of(EquityAt(account, BarOf(at)));
        for (var at = first; (at += CurveMoney.RoundAll(exposure.AsSpan(at..point))) < point; at++) exposure[at] = CurveMoney.Of(ExposureAt(account, BarOf(at)));
    }

    public EquityCurve Build() => new(_times, _equity, _exposure);

    private int BarOf(int point) => _places is { } places ? places[point] : point;

    /// What is held at the end of a bar that lies behind all that were asked for before, and the bar at whose end that may be over.
    private (long Held, int Until) HeldAt(StraightAccount account, int bar)
    {
        var trades = account.Trades;
        while (_trade < trades.Length && trades[_trade].ExitBar <= bar) _trade++;
        if (_trade == trades.Length) return account.HeldSince is { } since ? since <= bar ? (account.Ledger.Held, int.MaxValue) : (0, since) : (0, int.MaxValue);
        ref readonly var trade = ref trades[_trade];
        return trade.EntryBar <= bar ? (trade.Held, trade.ExitBar) : (0, trade.EntryBar);
    }

    private decimal EquityAt(StraightAccount account, int bar)
    {
        var next = FirstEndedAfter(account.Trades, bar);
        var isOver = next == account.Trades.Length;
        var isHeld = isOver ? account.HeldSince <= bar : account.Trades[next].EntryBar <= bar;
        var cash = !isHeld ? next > 0 ? account.Trades[next - 1].CashAfter : account.Ledger.Start
            : isOver ? account.Ledger.Cash : account.Trades[next].CashHeld;
        return account.Ledger.Exact(cash) + ExposureAt(account, bar);
    }

    private decimal ExposureAt(StraightAccount account, int bar)
    {
        var next = FirstEndedAfter(account.Trades, bar);
        var held = next < account.Trades.Length ? account.Trades[next].EntryBar <= bar ? account.Trades[next].Held : 0
            : account.HeldSince <= bar ? account.Ledger.Held : 0;
        return held == 0 ? 0 : account.Money.QuantityOf(held) * Price.Of(_market.Bars[bar].Close);
    }

    private static int FirstEndedAfter(ReadOnlySpan<StraightTrade> trades, int bar)
    {
        var (low, high) = (0, trades.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (trades[middle].ExitBar <= bar) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
