namespace Perun.Backtest.Statistics;

/// Losses in the worst cases, from history itself and no assumed distribution. Losses are positive.
public sealed record TailRisk
{
    /// The daily loss that was not exceeded on 95 of 100 days.
    public required double? ValueAtRisk95 { get; init; }

    public required double? ValueAtRisk99 { get; init; }

    /// The mean loss of the days at least as bad as the value at risk.
    public required double? ConditionalValueAtRisk95 { get; init; }

    public required double? ConditionalValueAtRisk99 { get; init; }

    public static TailRisk Of(ReadOnlySpan<double> returns)
    {
        var rising = returns.ToArray();
        Array.Sort(rising);
        return new TailRisk
        {
            ValueAtRisk95 = Loss(rising, 0.05),
            ValueAtRisk99 = Loss(rising, 0.01),
            ConditionalValueAtRisk95 = MeanLoss(rising, 0.05),
            ConditionalValueAtRisk99 = MeanLoss(rising, 0.01),
        };
    }

    private static double? Loss(ReadOnlySpan<double> rising, double tail) =>
        rising.Length < 2 ? null : -Quantile.OfSorted(rising, tail);

    private static double? MeanLoss(ReadOnlySpan<double> rising, double tail)
    {
        if (rising.Length < 2) return null;
        var border = Quantile.OfSorted(rising, tail);
        var count = 0;
        while (count < rising.Length && rising[count] <= border) count++;
        return -Moments.Mean(rising[..Math.Max(1, count)]);
    }
}
