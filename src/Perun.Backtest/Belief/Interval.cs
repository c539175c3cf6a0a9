using Perun.Backtest.Statistics;

namespace Perun.Backtest.Belief;

/// Where nine of ten redrawn histories lie: the 5th percentile, the middle one and the 95th.
public sealed record Interval(double Low, double Median, double High)
{
    /// Null where nothing is defined.
    public static Interval? Of(ReadOnlySpan<double> values)
    {
        double[] rising = [.. values.ToArray().Where(double.IsFinite)];
        if (rising.Length == 0) return null;
        Array.Sort(rising);
        return new Interval(Quantile.OfSorted(rising, 0.05), Quantile.OfSorted(rising, 0.5), Quantile.OfSorted(rising, 0.95));
    }
}

/// The spread of redrawn equity curves, at some of the days.
public sealed record EquityBand(DateOnly[] Days, double[] P5, double[] P25, double[] P50, double[] P75, double[] P95);
