using Perun.Backtest.Statistics;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Belief;

/// What the numbers of a run would have been in other histories like its own.
public sealed record Redrawn
{
    private const int MostColumns = 240;
    private const double DaysPerYear = 365.25;

    public required int Paths { get; init; }

    public required int MeanBlock { get; init; }

    public required Interval? Sharpe { get; init; }

    public required Interval? Cagr { get; init; }

    /// Depths, as positive fractions.
    public required Interval? MaxDrawdown { get; init; }

    /// The share of histories that end with less than they began.
    public required double ChanceOfLoss { get; init; }

    public required EquityBand Band { get; init; }

    /// Null for a run of fewer than ten days. Every path has a stream of its own, so cores and their order change nothing.
    public static Redrawn? From(DailyCurve daily, double start, double periodsPerYear, TimeSpan length, int paths, ulong seed)
    {
        var returns = daily.Returns;
        if (returns.Length < 10 || start <= 0) return null;
        var block = BlockBootstrap.BlockLengthFor(returns.Length);
        var columns = Columns(returns.Length);
        var (sharpes, ends, depths) = (new double[paths], new double[paths], new double[paths]);
        var heights = new double[columns.Length][];
        for (var i = 0; i < heights.Length; i++) heights[i] = new double[paths];
        Parallel.For(0, paths, path =>
        {
            var random = RandomStream.Numbered(seed, path);
            var drawn = new double[returns.Length];
            BlockBootstrap.Draw(returns, drawn, block, ref random);
            sharpes[path] = Performance.Sharpe(drawn, periodsPerYear) ?? double.NaN;
            Compound(drawn, start);
            for (var i = 0; i < columns.Length; i++) heights[i][path] = drawn[columns[i]];
            (ends[path], depths[path]) = (drawn[^1], Drawdowns.Deepest(drawn, start));
        });
        return new Redrawn
        {
            Paths = paths,
            MeanBlock = block,
            Sharpe = Interval.Of(sharpes),
            Cagr = length < Performance.LeastToAnnualise ? null : Interval.Of([.. ends.Select(end => Yearly(end / start, length))]),
            MaxDrawdown = Interval.Of(depths),
            ChanceOfLoss = (double)ends.Count(end => end < start) / paths,
            Band = BandOf(daily, columns, heights),
        };
    }

    private static void Compound(Span<double> path, double start)
    {
        var value = start;
        foreach (ref var step in path) step = value *= Math.Max(0, 1 + step);
    }

    private static double Yearly(double growth, TimeSpan length) =>
        growth <= 0 ? -1 : PortableMath.Exp(PortableMath.Log(growth) / (length.TotalDays / DaysPerYear)) - 1;

    private static int[] Columns(int days)
    {
        var count = Math.Min(days, MostColumns);
        var columns = new int[count];
        for (var i = 0; i < count; i++) columns[i] = (int)((long)i * (days - 1) / Math.Max(1, count - 1));
        return columns;
    }

    private static EquityBand BandOf(DailyCurve daily, int[] columns, double[][] heights)
    {
        foreach (var column in heights) Array.Sort(column);
        double[] At(double share) => [.. heights.Select(column => Math.Round(Quantile.OfSorted(column, share), 2))];
        return new EquityBand([.. columns.Select(day => daily.Days[day])], At(0.05), At(0.25), At(0.5), At(0.75), At(0.95));
    }
}
