using Perun.Backtest.Statistics;

namespace Perun.Backtest.Reports;

/// Counts in equal steps. The rarest two percent at the ends are gathered in the outermost steps, or one crash would squeeze
/// all other days into one bar.
internal sealed record Histogram(double From, double Step, int[] Counts)
{
    public static Histogram? Of(ReadOnlySpan<double> values, int most)
    {
        if (values.Length < 2) return null;
        var rising = values.ToArray();
        Array.Sort(rising);
        var (low, high) = (Quantile.OfSorted(rising, 0.01), Quantile.OfSorted(rising, 0.99));
        if (high <= low) (low, high) = (rising[0], rising[^1]);
        if (high <= low) return null;
        var step = Nice((high - low) / most);
        var from = Math.Floor(low / step) * step;
        var counts = new int[(int)Math.Floor((high - from) / step) + 1];
        foreach (var value in rising) counts[(int)Math.Clamp(Math.Floor((value - from) / step), 0, counts.Length - 1)]++;
        return new Histogram(from, step, counts);
    }

    // 1, 2 or 5 times a power of ten, so that zero is an edge and edges are numbers one can say.
    private static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var scaled = step / power;
        return power * (scaled <= 1 ? 1 : scaled <= 2 ? 2 : scaled <= 5 ? 5 : 10);
    }
}
