using System.Numerics;

namespace Perun.Backtest.Belief;

/// How often the variant that is best on one half of history is below the middle on the other half: combinatorially
/// symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu, 2015).
public sealed record Overfitting
{
    private const int MostPoints = 400;

    public required int Variants { get; init; }

    public required int Blocks { get; init; }

    public required int Splits { get; init; }

    /// The share of splits in which the winner did not do better than the median outside the sample. A coin gives a half.
    public required double Probability { get; init; }

    /// Where the winners stood outside the sample, in the middle: 0 the worst, 1 the best.
    public required double MedianRank { get; init; }

    public required Decay? Decay { get; init; }

    /// Some of the pairs of yearly Sharpe ratios, inside and outside.
    public required double[] Inside { get; init; }

    public required double[] Outside { get; init; }

    /// Null where there are fewer than two variants or too few periods to split.
    /// <param name="returns">The returns of each variant, all over the same periods.</param>
    public static Overfitting? Of(IReadOnlyList<double[]> returns, double periodsPerYear)
    {
        if (returns.Count < 2) return null;
        var periods = returns[0].Length;
        if (returns.Any(variant => variant.Length != periods))
            throw new ArgumentException("Variants can be compared only over the same periods, but their returns differ in number.", nameof(returns));
        return Of([.. returns.Select(variant => BlockTally.Of(variant)).OfType<BlockTally>()], periodsPerYear);
    }

    /// The same, of variants whose returns have been summed already.
    public static Overfitting? Of(IReadOnlyList<BlockTally> variants, double periodsPerYear)
    {
        if (variants.Count < 2) return null;
        if (variants.Any(variant => variant.Rows != variants[0].Rows || variant.Sums.Length != variants[0].Sums.Length))
            throw new ArgumentException("Variants can be compared only over the same periods, but their blocks differ.", nameof(variants));
        return Judge(new BlockSums(variants), periodsPerYear);
    }

    private static Overfitting Judge(BlockSums sums, double periodsPerYear)
    {
        int[] splits = [.. Enumerable.Range(0, 1 << sums.Blocks).Where(mask => BitOperations.PopCount((uint)mask) == sums.Blocks / 2)];
        var (inside, outside, ranks) = (new double[splits.Length], new double[splits.Length], new double[splits.Length]);
        var perYear = Math.Sqrt(periodsPerYear);
        Parallel.For(0, splits.Length, split =>
        {
            var (within, without) = (new double[sums.Variants], new double[sums.Variants]);
            sums.Sharpes(splits[split], within);
            sums.Sharpes(~splits[split] & ((1 << sums.Blocks) - 1), without);
            var best = 0;
            for (var i = 1; i < within.Length; i++)
            {
                if (within[i] > within[best]) best = i;
            }
            (inside[split], outside[split]) = (within[best] * perYear, without[best] * perYear);
            ranks[split] = RankOf(without, best);
        });
        var every = Math.Max(1, splits.Length / MostPoints);
        return new Overfitting
        {
            Variants = sums.Variants,
            Blocks = sums.Blocks,
            Splits = splits.Length,
            Probability = (double)ranks.Count(rank => rank <= 0.5) / ranks.Length,
            MedianRank = Statistics.Quantile.Of(ranks, 0.5)!.Value,
            Decay = Decay.Of(inside, outside),
            Inside = [.. inside.Where((_, i) => i % every == 0).Select(value => Math.Round(value, 3))],
            Outside = [.. outside.Where((_, i) => i % every == 0).Select(value => Math.Round(value, 3))],
        };
    }

    // The rank among n, ties in the middle of their places, over n + 1: a logit of zero is a rank of a half.
    private static double RankOf(double[] values, int index)
    {
        var (below, equal) = (0, 0);
        foreach (var value in values)
        {
            if (value < values[index]) below++;
            else if (value == values[index]) equal++;
        }
        return (below + (equal + 1) / 2.0) / (values.Length + 1);
    }
}
