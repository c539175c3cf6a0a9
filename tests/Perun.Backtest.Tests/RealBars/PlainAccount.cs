using Perun.Core.Bars;

namespace Perun.Backtest.Tests.RealBars;

/// <param name="Entered">The bar of the entry, and that of the exit.</param>
internal readonly record struct PlainTrade(int Entered, int Left, double Entry, double Exit, double Quantity);

/// One position at a time, a tenth of the equity, a hundredth of a percent a side: what a person would work out on paper. Gaps fill
/// at the open; where stop and target both lie inside a bar the stop is taken.
internal static class PlainAccount
{
    private const double Fee = 0.0001;

    public static (List<PlainTrade> Trades, double Equity) Trade(Bar[] bars, Wish[] wishes)
    {
        List<PlainTrade> trades = [];
        var cash = 100_000.0;
        var (held, entry, entered) = (0.0, 0.0, 0);
        Wish plan = default;
        var (wanted, leaves) = (0.0, false);
        for (var i = 0; i < bars.Length; i++)
        {
            var bar = bars[i];
            if (leaves) Sell(i, bar.Open);
            if (wanted > 0)
            {
                (held, entry, entered) = (wanted, bar.Open, i);
                cash -= held * entry * (1 + Fee);
            }
            if (held > 0)
            {
                if (bar.Open <= plan.Stop) Sell(i, bar.Open);
                else if (bar.Open >= plan.Target && entered < i) Sell(i, bar.Open);
                else if (bar.Low <= plan.Stop) Sell(i, plan.Stop);
                else if (bar.High >= plan.Target) Sell(i, Math.Max(bar.Open, plan.Target));
            }
            (wanted, leaves) = (0, held > 0 && wishes[i].Sells);
            if (held > 0 || !wishes[i].Buys) continue;
            wanted = cash * 0.1 / bar.Close;
            plan = wishes[i];
        }
        return (trades, cash + held * bars[^1].Close);

        void Sell(int i, double price)
        {
            trades.Add(new PlainTrade(entered, i, entry, price, held));
            cash += held * price * (1 - Fee);
            held = 0;
        }
    }
}
