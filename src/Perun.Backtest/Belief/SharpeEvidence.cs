using Perun.Backtest.Statistics;

namespace Perun.Backtest.Belief;

/// How sure one may be of a Sharpe ratio (Bailey and López de Prado, 2012 and 2014). All Sharpe ratios here are per period,
/// not per year, unless a name says so.
public static class SharpeEvidence
{
    private const double EulerMascheroni = 0.57721566490153286;

    /// The chance that the true ratio is above this one, given how long and how far from normal the record is.
    public static double? Probabilistic(double sharpe, double above, int periods, double skewness, double kurtosis) =>
        periods < 2 || ErrorOf(sharpe, skewness, kurtosis) is not { } error
            ? null
            : Normal.Cumulative((sharpe - above) * Math.Sqrt(periods - 1) / error);

    /// What the best of so many variants without any edge is expected to show, given how their ratios scatter.
    public static double ExpectedBest(long variants, double varianceOfSharpes) =>
        variants < 2
            ? 0
            : Math.Sqrt(varianceOfSharpes) * ((1 - EulerMascheroni) * Normal.Quantile(1 - 1.0 / variants)
                + EulerMascheroni * Normal.Quantile(1 - 1 / (variants * Math.E)));

    /// The chance that the true ratio is above zero, once it is counted that this was the best of so many.
    public static double? Deflated(
        double sharpe, int periods, double skewness, double kurtosis, long variants, double varianceOfSharpes) =>
        Probabilistic(sharpe, ExpectedBest(variants, varianceOfSharpes), periods, skewness, kurtosis);

    /// How many periods it takes to believe, with this confidence, that the true ratio is above; null where it is not.
    public static double? MinimumTrackRecord(double sharpe, double above, double skewness, double kurtosis, double confidence)
    {
        if (sharpe <= above || ErrorOf(sharpe, skewness, kurtosis) is not { } error) return null;
        var distance = error * Normal.Quantile(confidence) / (sharpe - above);
        return Defined.OrNull(1 + distance * distance);
    }

    // The deviation of an estimate from one period; a ratio too large for its moments has none.
    private static double? ErrorOf(double sharpe, double skewness, double kurtosis)
    {
        var variance = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        return variance > 0 ? Math.Sqrt(variance) : null;
    }
}
