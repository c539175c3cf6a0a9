using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Money;

namespace Perun.Backtest.Straight;

/// The curve of a run, taken while its bars are still near: thinned as any other.
internal sealed class StraightCurve
{
    private readonly StraightMarket _market;
    private readonly int[] _places;
    private readonly long[] _times;
    private readonly double[] _equity, _exposure;
    private int _next, _trade;

    public StraightCurve(StraightMarket market)
    {
        (_market, _places) = (market, CurveBuilder.PlacesOf(market.Bars.Length));
        var count = _places.Length;
        (_times, _equity, _exposure) = (GC.AllocateUninitializedArray<long>(count), GC.AllocateUninitializedArray<double>(count), GC.AllocateUninitializedArray<double>(count));
    }

    /// Takes what the account was worth up to (and without) a bar that it has come to.
    public void Take(StraightAccount account, int to)
    {
        var trades = account.Trades;
        var (places, worth, money) = (_places, account.Equity, account.Money);
        for (; _next < places.Length && places[_next] < to; _next++)
        {
            var bar = places[_next];
            while (_trade < trades.Length && trades[_trade].ExitBar <= bar) _trade++;
            var held = _trade < trades.Length ? trades[_trade].EntryBar <= bar ? trades[_trade].Held : 0
                : account.HeldSince <= bar ? account.Ledger.Held : 0;
            _times[_next] = _market.EndOf(bar);
            _equity[_next] = CurveMoney.TryRound(worth[bar], out var near) ? near : CurveMoney.Of(account.Ledger.Exact(Cash(account, held > 0)) + Worth(held, bar, money));
            _exposure[_next] = held == 0 ? 0 : CurveMoney.TryRound(held * money.Lot * StraightMoney.Near(_market.Bars[bar].Close), out near) ? near : CurveMoney.Of(Worth(held, bar, money));
        }
    }

    public EquityCurve Build() => new(_times, _equity, _exposure);

    private Int128 Cash(StraightAccount account, bool isHeld)
    {
        var trades = account.Trades;
        if (!isHeld) return _trade > 0 ? trades[_trade - 1].CashAfter : account.Ledger.Start;
        return _trade < trades.Length ? trades[_trade].CashHeld : account.Ledger.Cash;
    }

    private decimal Worth(long held, int bar, StraightMoney money) => money.QuantityOf(held) * Price.Of(_market.Bars[bar].Close);
}
