using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Instruments;

namespace Perun.Backtest.Belief;

/// What is known of the search that this run won.
public sealed record BeliefOptions(TradingHours Hours)
{
    public ulong Seed { get; init; } = 1;

    public int Paths { get; init; } = 1000;

    /// How many strategies and parameter sets were looked at before this one was shown, this one included.
    public long Variants { get; init; } = 1;

    /// The variance of the yearly Sharpe ratios of those variants; without it they are taken to scatter as pure luck does.
    public double? VarianceOfSharpes { get; init; }

    /// The daily returns of each variant over the same days, for the probability of overfitting.
    public IReadOnlyList<double[]>? VariantReturns { get; init; }

    /// The probability of overfitting where a search has worked it out already.
    public Overfitting? Overfitting { get; init; }
}

/// How far to believe a run.
public sealed record RunBelief
{
    private const double Confidence = 0.95;

    public required ulong Seed { get; init; }

    public required Redrawn? Redrawn { get; init; }

    public required TradeOrder? TradeOrder { get; init; }

    public required long Variants { get; init; }

    /// The yearly Sharpe ratio that the best of so many worthless variants is expected to show.
    public required double SharpeOfLuck { get; init; }

    /// The chance that the true Sharpe ratio is above zero, as if this had been the only try.
    public required double? ProbabilisticSharpe { get; init; }

    /// The same, with the number of tries counted.
    public required double? DeflatedSharpe { get; init; }

    /// Days it takes to believe with 95 % confidence in a Sharpe ratio above that of luck; null where it is not above.
    public required double? DaysNeeded { get; init; }

    public required Overfitting? Overfitting { get; init; }

    public required Verdict Verdict { get; init; }

    public static RunBelief Of(RunResult run, RunStatistics statistics, BeliefOptions options)
    {
        var daily = DailyCurve.From(run, options.Hours);
        var start = (double)run.Spec.StartCash;
        var perYear = DailyCurve.DaysPerYear(options.Hours);
        var length = statistics.Sampling.To - statistics.Sampling.From;
        var sharpe = Performance.Sharpe(daily.Returns, 1);
        var (skewness, kurtosis) = (statistics.Returns.Skewness ?? 0, statistics.Returns.Kurtosis ?? 3);
        var variance = options.VarianceOfSharpes / perYear ?? 1.0 / Math.Max(1, daily.Returns.Length - 1);
        var luck = SharpeEvidence.ExpectedBest(options.Variants, variance);
        var belief = new RunBelief
        {
            Seed = options.Seed,
            Redrawn = Redrawn.From(daily, start, perYear, length, options.Paths, options.Seed),
            TradeOrder = TradeOrder.From(run.Trades, start, options.Paths, options.Seed),
            Variants = options.Variants,
            SharpeOfLuck = luck * Math.Sqrt(perYear),
            ProbabilisticSharpe = sharpe is { } seen
                ? SharpeEvidence.Probabilistic(seen, 0, daily.Returns.Length, skewness, kurtosis) : null,
            DeflatedSharpe = sharpe is { } best
                ? SharpeEvidence.Probabilistic(best, luck, daily.Returns.Length, skewness, kurtosis) : null,
            DaysNeeded = sharpe is { } shown
                ? SharpeEvidence.MinimumTrackRecord(shown, luck, skewness, kurtosis, Confidence) : null,
            Overfitting = options.Overfitting ?? (options.VariantReturns is { } variants ? Overfitting.Of(variants, perYear) : null),
            Verdict = Verdict.Unread,
        };
        return belief with { Verdict = Verdict.On(run, statistics, belief) };
    }
}
