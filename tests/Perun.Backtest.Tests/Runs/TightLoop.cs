using Perun.Core.Bars;

namespace Perun.Backtest.Tests.Runs;

/// The rules of the speed task, written out as one loop that shares nothing with the engine: enter at the next open when the
/// close crosses above its mean of 20, leave when it crosses below or at a stop 2 and a target 3 average true ranges from the
/// signal's close, a tenth of the cash a trade, a hundredth of a percent a side.
internal static class TightLoop
{
    public static (int RoundTrips, double Equity) Run(Bar[] bars)
    {
        var (cash, held, sum, range, before) = (100_000.0, 0.0, 0.0, 0.0, 0.0);
        var (stop, target, wanted) = (0.0, 0.0, 0.0);
        var (wasAbove, enters, leaves, trips) = (false, false, false, 0);
        for (var i = 0; i < bars.Length; i++)
        {
            var bar = bars[i];
            if (enters) (held, cash, enters) = (wanted, cash - wanted * bar.Open * 1.0001, false);
            else if (leaves) Sell(bar.Open);
            leaves = false;
            if (held > 0)
            {
                if (bar.Low <= stop) Sell(Math.Min(bar.Open, stop));
                else if (bar.High >= target) Sell(Math.Max(bar.Open, target));
            }
            sum += bar.Close - (i >= 20 ? bars[i - 20].Close : 0);
            // The first bar has no close before it, so its range is none yet, as in the indicator that trades.
            if (i > 0)
            {
                var width = Math.Max(bar.High - bar.Low, Math.Max(Math.Abs(bar.High - before), Math.Abs(bar.Low - before)));
                range += (width - range) / Math.Min(i, 14);
            }
            before = bar.Close;
            var isAbove = bar.Close > sum / 20;
            if (i >= 20)
            {
                if (held == 0 && isAbove && !wasAbove) (wanted, enters, stop, target) = (cash * 0.1 / bar.Close, true, bar.Close - 2 * range, bar.Close + 3 * range);
                else if (held > 0 && !isAbove && wasAbove) leaves = true;
            }
            wasAbove = isAbove;
        }
        return (trips, cash + held * bars[^1].Close);

        void Sell(double price)
        {
            cash += held * price * 0.9999;
            (held, trips) = (0, trips + 1);
        }
    }
}
