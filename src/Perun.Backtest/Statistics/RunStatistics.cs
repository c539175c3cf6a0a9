using Perun.Backtest.Results;
using Perun.Core.Instruments;

namespace Perun.Backtest.Statistics;

/// How the numbers were sampled: without it no two Sharpe ratios can be compared.
public sealed record Sampling(
    string Words, TradingHours Hours, int PeriodsPerYear, double RiskFreePerYear, int Days, DateTime From, DateTime To, double Years);

/// <param name="Hours">Those of what was traded; around the clock where a run mixes both.</param>
/// <param name="RiskFreePerYear">What idle money earns elsewhere, as a fraction a year.</param>
public sealed record StatisticsOptions(TradingHours Hours, BenchmarkCurve? Benchmark = null, double RiskFreePerYear = 0);

/// Everything a run says about itself in numbers. What is not defined is null, never NaN or infinite.
public sealed record RunStatistics
{
    private const int WorstDrawdowns = 10;

    public required Sampling Sampling { get; init; }

    public required ReturnStatistics Returns { get; init; }

    public required DrawdownStatistics Drawdown { get; init; }

    public required ActivityStatistics Activity { get; init; }

    public required TradeStatistics Trades { get; init; }

    /// Null where no benchmark was given.
    public required BenchmarkStatistics? Benchmark { get; init; }

    public required Breakdown Breakdown { get; init; }

    public static RunStatistics Of(RunResult run, StatisticsOptions options)
    {
        var start = (double)run.Spec.StartCash;
        var (begin, finish) = Span(run);
        var end = run.Equity.Count == 0 ? start : run.Equity.Equity[^1];
        var daily = DailyCurve.From(run, options.Hours);
        var perYear = DailyCurve.DaysPerYear(options.Hours);
        var length = finish - begin;
        var years = length.TotalDays / 365.25;
        var drawdown = Drawdowns.Summarise(
            Drawdowns.Of(run.Equity.Times, run.Equity.Equity, begin.Ticks, start), length, WorstDrawdowns);
        return new RunStatistics
        {
            Sampling = new Sampling(
                Words(options), options.Hours, perYear, options.RiskFreePerYear, daily.Days.Length, begin, finish, years),
            Returns = ReturnStatistics.Of(daily, start, end, length, drawdown.MaxDepth, perYear, options.RiskFreePerYear),
            Drawdown = drawdown,
            Activity = ActivityStatistics.Of(run, years),
            Trades = TradeStatistics.Of(run.Trades),
            Benchmark = BenchmarkStatistics.Of(daily, options.Benchmark, options.Hours),
            Breakdown = Breakdown.Of(run.Trades, daily, start, options.Hours),
        };
    }

    // From the open of the first bar: the request may reach back to where there is no history.
    private static (DateTime Begin, DateTime End) Span(RunResult run)
    {
        if (run.Equity.Count == 0) return (run.Spec.From, run.Spec.From);
        var first = new DateTime(run.Equity.Times[0], DateTimeKind.Utc);
        return (first - run.Spec.Timeframe.Length, new DateTime(run.Equity.Times[^1], DateTimeKind.Utc));
    }

    private static string Words(StatisticsOptions options) => options.Hours == TradingHours.NewYork
        ? "Equity at the close of each New York trading day; a year has 252 of them."
        : "Equity at the end of each UTC day; a year has 365 of them.";
}
