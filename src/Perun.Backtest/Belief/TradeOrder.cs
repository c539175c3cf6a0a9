using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Belief;

/// The same trades in other orders: the end stays, the way there does not. Each trade keeps what it made as a fraction of
/// the account before it, so that late, large trades do not come first at their late size.
public sealed record TradeOrder
{
    private const int MostSteps = 5_000_000;
    private const int Bins = 30;

    public required int Paths { get; init; }

    /// The deepest drawdown between closed trades in the order that happened.
    public required double Actual { get; init; }

    public required Interval MaxDrawdown { get; init; }

    /// The depth that one order in a hundred exceeds.
    public required double OneInHundred { get; init; }

    /// The share of orders whose drawdown is no deeper than the one that happened.
    public required double RankOfActual { get; init; }

    /// How many orders fell into each of equally wide steps of depth, from zero.
    public required int[] Histogram { get; init; }

    public required double HistogramStep { get; init; }

    /// Null for fewer than five trades.
    public static TradeOrder? From(IReadOnlyList<RunTrade> trades, double start, int paths, ulong seed)
    {
        if (trades.Count < 5 || start <= 0) return null;
        var steps = Fractions(trades, start);
        var actual = Depth(steps);
        var count = Math.Clamp(MostSteps / steps.Length, Math.Min(100, paths), paths);
        var depths = new double[count];
        Parallel.For(0, count, path =>
        {
            var random = RandomStream.Numbered(~seed, path);
            var order = (double[])steps.Clone();
            for (var i = order.Length - 1; i > 0; i--)
            {
                var other = random.NextBelow(i + 1);
                (order[i], order[other]) = (order[other], order[i]);
            }
            depths[path] = Depth(order);
        });
        Array.Sort(depths);
        var width = Math.Max(Math.Max(depths[^1], actual), 1e-9) / Bins;
        var histogram = new int[Bins];
        foreach (var depth in depths) histogram[Math.Min(Bins - 1, (int)(depth / width))]++;
        return new TradeOrder
        {
            Paths = count,
            Actual = actual,
            MaxDrawdown = Interval.Of(depths)!,
            OneInHundred = Quantile.OfSorted(depths, 0.99),
            RankOfActual = Quantile.ShareAtMost(depths, actual + 1e-12),
            Histogram = histogram,
            HistogramStep = width,
        };
    }

    private static double[] Fractions(IReadOnlyList<RunTrade> trades, double start)
    {
        var steps = new double[trades.Count];
        var equity = start;
        for (var i = 0; i < steps.Length; i++)
        {
            var profit = (double)trades[i].Profit;
            steps[i] = equity > 0 ? Math.Max(-1, profit / equity) : 0;
            equity += profit;
        }
        return steps;
    }

    private static double Depth(double[] steps)
    {
        var (equity, peak, deepest) = (1.0, 1.0, 0.0);
        foreach (var step in steps)
        {
            equity *= 1 + step;
            if (equity > peak) peak = equity;
            else deepest = Math.Max(deepest, 1 - equity / peak);
        }
        return deepest;
    }
}
