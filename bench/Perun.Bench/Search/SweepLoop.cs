using Perun.Core.Bars;

namespace Perun.Bench.Search;

/// The sets of the sweep as tight loops, one after the other, that share nothing: what is easily reached without an engine.
internal static class SweepLoop
{
    public static (int Trips, double Equity) Run(Bar[] bars, int period, double stopInRanges, double targetInRanges)
    {
        var (cash, held, sum, range, before) = (100_000.0, 0.0, 0.0, 0.0, 0.0);
        var (stop, target, wanted) = (0.0, 0.0, 0.0);
        var (wasAbove, enters, leaves, trips) = (false, false, false, 0);
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            if (enters) (held, cash, enters) = (wanted, cash - wanted * bar.Open * 1.0001, false);
            else if (leaves) (cash, held, leaves, trips) = (cash + held * bar.Open * 0.9999, 0, false, trips + 1);
            if (held > 0)
            {
                var price = bar.Low <= stop ? Math.Min(bar.Open, stop) : bar.High >= target ? Math.Max(bar.Open, target) : 0;
                if (price > 0) (cash, held, leaves, trips) = (cash + held * price * 0.9999, 0, false, trips + 1);
            }
            sum += bar.Close - (i >= period ? bars[i - period].Close : 0);
            if (i > 0)
            {
                var width = Math.Max(bar.High - bar.Low, Math.Max(Math.Abs(bar.High - before), Math.Abs(bar.Low - before)));
                range += (width - range) / Math.Min(i, 14);
            }
            before = bar.Close;
            var isAbove = bar.Close > sum / period;
            if (i >= period)
            {
                if (held == 0 && isAbove && !wasAbove) (wanted, enters, stop, target) = (cash * 0.1 / bar.Close, true, bar.Close - stopInRanges * range, bar.Close + targetInRanges * range);
                else if (held > 0 && !isAbove && wasAbove) leaves = true;
            }
            wasAbove = isAbove;
        }
        return (trips, cash + held * bars[^1].Close);
    }
}
