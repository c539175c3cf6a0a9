using Perun.Backtest.Statistics;

namespace Perun.Backtest.Belief;

/// What is left outside the sample of a Sharpe ratio chosen inside it: the straight line through both, by least squares.
/// <param name="Slope">One: what is seen is kept. Zero: it says nothing. Below: the better inside, the worse outside.</param>
/// <param name="Fit">R squared.</param>
/// <param name="MeanInside">Per year, as all Sharpe ratios here.</param>
/// <param name="ChanceOfLoss">The share of choices with a negative ratio outside.</param>
public sealed record Decay(
    double? Slope, double? Intercept, double? Fit, double MeanInside, double MeanOutside, double ChanceOfLoss)
{
    /// Null for fewer than two pairs.
    public static Decay? Of(ReadOnlySpan<double> inside, ReadOnlySpan<double> outside)
    {
        if (inside.Length < 2 || Moments.Mean(inside) is not { } meanInside || Moments.Mean(outside) is not { } meanOutside)
            return null;
        var deviation = Defined.Spread(Moments.Deviation(inside), meanInside);
        var slope = Defined.Ratio(Moments.Covariance(inside, outside), deviation * deviation);
        var correlation = Moments.Correlation(inside, outside);
        var losses = 0;
        foreach (var sharpe in outside)
        {
            if (sharpe < 0) losses++;
        }
        return new Decay(
            slope, meanOutside - slope * meanInside, correlation * correlation, meanInside, meanOutside,
            (double)losses / outside.Length);
    }
}
