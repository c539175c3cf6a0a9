using Perun.Core.Bars;

namespace Perun.Bench.Yardstick;

/// The speed task as one tight loop: nearly the limit of what bar-by-bar work can reach in this language.
internal static class YardstickLoop
{
    public static (int RoundTrips, double Equity) Run(Bar[] bars)
    {
        var (cash, held, sum, range, before) = (100_000.0, 0.0, 0.0, 0.0, 0.0);
        var (stop, target, wanted) = (0.0, 0.0, 0.0);
        var (wasAbove, enters, leaves, trips) = (false, false, false, 0);
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            if (enters)
            {
                held = wanted;
                cash -= held * bar.Open * 1.0001;
                enters = false;
            }
            else if (leaves)
            {
                cash += held * bar.Open * 0.9999;
                (held, leaves) = (0, false);
                trips++;
            }
            if (held > 0)
            {
                var price = bar.Low <= stop ? Math.Min(bar.Open, stop) : bar.High >= target ? Math.Max(bar.Open, target) : 0;
                if (price > 0)
                {
                    cash += held * price * 0.9999;
                    (held, leaves) = (0, false);
                    trips++;
                }
            }
            sum += bar.Close - (i >= 20 ? bars[i - 20].Close : 0);
            var width = bar.High - bar.Low;
            if (i > 0) width = Math.Max(width, Math.Max(Math.Abs(bar.High - before), Math.Abs(bar.Low - before)));
            range += (width - range) / (i < 14 ? i + 1 : 14);
            before = bar.Close;
            var isAbove = bar.Close > sum / 20;
            if (i >= 20)
            {
                if (held == 0)
                {
                    if (isAbove && !wasAbove) (wanted, enters, stop, target) = (cash * 0.1 / bar.Close, true, bar.Close - 2 * range, bar.Close + 3 * range);
                }
                else if (!isAbove && wasAbove)
                {
                    leaves = true;
                }
            }
            wasAbove = isAbove;
        }
        return (trips, cash + held * bars[^1].Close);
    }
}
