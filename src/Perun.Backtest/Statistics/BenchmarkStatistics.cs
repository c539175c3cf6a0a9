using Perun.Core.Instruments;

namespace Perun.Backtest.Statistics;

/// What the same money would have done elsewhere: a price or an equity, at the closes of bars.
/// <param name="Times">Ticks, UTC, rising.</param>
public sealed record BenchmarkCurve(string Name, long[] Times, double[] Values);

/// The run against its benchmark, from the days that both have.
public sealed record BenchmarkStatistics
{
    public required string Name { get; init; }

    public required int Days { get; init; }

    public required double? Return { get; init; }

    public required double? Sharpe { get; init; }

    public required double? MaxDrawdown { get; init; }

    /// Per year: the return that beta does not explain (Jensen), without a risk-free rate.
    public required double? Alpha { get; init; }

    public required double? Beta { get; init; }

    public required double? Correlation { get; init; }

    /// The mean of the daily difference over its deviation, per year.
    public required double? InformationRatio { get; init; }

    public required double? TrackingError { get; init; }

    public static BenchmarkStatistics? Of(DailyCurve run, BenchmarkCurve? benchmark, TradingHours hours)
    {
        if (benchmark is null || benchmark.Values.Length == 0) return null;
        var other = DailyCurve.From(benchmark.Times, benchmark.Values, benchmark.Values[0], hours);
        var (mine, theirs) = Paired(run, other);
        var perYear = DailyCurve.DaysPerYear(hours);
        return Compare(mine, theirs, perYear) with
        {
            Name = benchmark.Name,
            Return = Performance.TotalReturn(benchmark.Values[0], benchmark.Values[^1]),
            MaxDrawdown = Drawdowns.Deepest(benchmark.Values, benchmark.Values[0]),
        };
    }

    public static BenchmarkStatistics Compare(ReadOnlySpan<double> returns, ReadOnlySpan<double> benchmark, double periodsPerYear)
    {
        var variance = Defined.Spread(Moments.Deviation(benchmark), Moments.Mean(benchmark));
        var beta = Defined.Ratio(Moments.Covariance(returns, benchmark), variance * variance);
        var difference = new double[returns.Length];
        for (var i = 0; i < difference.Length; i++) difference[i] = returns[i] - benchmark[i];
        return new BenchmarkStatistics
        {
            Name = "",
            Days = returns.Length,
            Return = null,
            Sharpe = Performance.Sharpe(benchmark, periodsPerYear),
            MaxDrawdown = null,
            Alpha = (Moments.Mean(returns) - beta * Moments.Mean(benchmark)) * periodsPerYear,
            Beta = beta,
            Correlation = Moments.Correlation(returns, benchmark),
            InformationRatio = Performance.Sharpe(difference, periodsPerYear),
            TrackingError = Performance.Volatility(difference, periodsPerYear),
        };
    }

    // A return that spans a day which the other lacks would be compared with a shorter one: both are taken from the last
    // day that both have.
    private static (double[] Mine, double[] Theirs) Paired(DailyCurve run, DailyCurve other)
    {
        List<double> mine = [], theirs = [];
        var (left, right) = (0, 0);
        var (beforeMine, beforeTheirs) = (double.NaN, double.NaN);
        while (left < run.Days.Length && right < other.Days.Length)
        {
            var order = run.Days[left].CompareTo(other.Days[right]);
            if (order < 0) left++;
            if (order > 0) right++;
            if (order != 0) continue;
            if (beforeMine > 0 && beforeTheirs > 0)
            {
                mine.Add(run.Values[left] / beforeMine - 1);
                theirs.Add(other.Values[right] / beforeTheirs - 1);
            }
            (beforeMine, beforeTheirs) = (run.Values[left++], other.Values[right++]);
        }
        return ([.. mine], [.. theirs]);
    }
}
