using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// The statistics of a run as rows of name, value and explanation: the terminal prints them, the page shows them.
public static class StatisticRows
{
    public static IReadOnlyList<StatisticRow> Of(RunStatistics run) =>
    [
        .. Returns(run), .. Drawdown(run.Drawdown), .. Trades(run.Trades), .. Activity(run.Activity),
        .. run.Benchmark is { } benchmark ? Against(benchmark) : [],
    ];

    /// What is known and not known about the run's fills.
    public static IReadOnlyList<StatisticRow> Of(RunResult run) =>
    [
        .. run.SettledByDetail > 0
            ? (StatisticRow[])[new("Fills", "Settled by finer bars", Percent(run.Bars > 0 ? (double)run.SettledByDetail / run.Bars : null), $"{Count(run.SettledByDetail)} of {Count(run.Bars)} bars; the others are missing there, or told another story.") { Amount = run.SettledByDetail }]
            : [],
        new("Fills", "Ambiguous", Count(run.Ambiguities), "Stop and target were both touched, and nobody knows which came first: the stop was taken.", run.Ambiguities > 0 ? Tone.Doubt : Tone.Plain) { Amount = run.Ambiguities },
        new("Fills", "Refused", Count(run.Refusals.Values.Sum()), "Ideas that the limits did not let through.") { Amount = run.Refusals.Values.Sum() },
    ];

    public static IReadOnlyList<StatisticRow> Of(RunBelief belief) =>
    [
        new("Belief", "Variants tried", Count(belief.Variants), "How many strategies and parameter sets were looked at, this one included.") { Amount = belief.Variants },
        new("Belief", "Sharpe of luck", Ratio(belief.SharpeOfLuck), "What the best of so many worthless variants is expected to show.") { Amount = belief.SharpeOfLuck },
        new("Belief", "Probabilistic Sharpe", Share(belief.ProbabilisticSharpe), "The chance of a true Sharpe above zero, had this been the only try.", Chance(belief.ProbabilisticSharpe)) { Amount = belief.ProbabilisticSharpe },
        new("Belief", "Deflated Sharpe", Share(belief.DeflatedSharpe), "The same chance once the tries are counted. Ask for 95 %.", Chance(belief.DeflatedSharpe)) { Amount = belief.DeflatedSharpe },
        new("Belief", "Days needed", belief.DaysNeeded is { } days ? Count((long)Math.Ceiling(days)) : None, "The shortest record of this kind that gives 95 % confidence."),
        new("Belief", "Sharpe, 9 of 10", Band(belief.Redrawn?.Sharpe, value => Ratio(value)), "Where it lies in nine of ten redrawn histories."),
        new("Belief", "CAGR, 9 of 10", Band(belief.Redrawn?.Cagr, value => Percent(value)), "Where yearly growth lies in nine of ten redrawn histories."),
        new("Belief", "Drawdown, 9 of 10", Band(belief.Redrawn?.MaxDrawdown, value => Percent(value)), "Where the deepest fall lies in nine of ten redrawn histories."),
        new("Belief", "Chance of a loss", Share(belief.Redrawn?.ChanceOfLoss), "The share of redrawn histories that end with less than they began.") { Amount = belief.Redrawn?.ChanceOfLoss },
        new("Belief", "Shuffled drawdown", Percent(belief.TradeOrder?.MaxDrawdown.High), "One order in twenty of the same trades falls deeper than this.") { Amount = belief.TradeOrder?.MaxDrawdown.High },
        .. belief.Overfitting is { } found
            ? (StatisticRow[])[
                new("Belief", "Overfitting", Share(found.Probability), "How often the winner of one half of history is no better than the middle on the other half.",
                    found.Probability < 0.2 ? Tone.Good : found.Probability < 0.5 ? Tone.Doubt : Tone.Bad),
                new("Belief", "Sharpe, chosen and after", found.Decay is { } decay ? $"{Ratio(decay.MeanInside)} → {Ratio(decay.MeanOutside)}" : None,
                    "The winner's Sharpe where it was chosen, and what was left of it where it was not."),
                new("Belief", "Slope of decay", Ratio(found.Decay?.Slope), "One keeps what was seen, zero says nothing, below zero the better looking does worse.") { Amount = found.Decay?.Slope },
            ]
            : [],
    ];

    private static StatisticRow[] Returns(RunStatistics run)
    {
        var returns = run.Returns;
        return
        [
            new("Return", "Total return", Change(returns.Total), "What the account gained from start to end.", Sign(returns.Total)) { Amount = returns.Total },
            new("Return", "Profit", Profit(returns.Profit), $"From {Money(returns.Start)} to {Money(returns.End)}, fees paid, open positions at their last price.", Sign(returns.Profit)) { Amount = returns.Profit },
            new("Return", "CAGR", Change(returns.Cagr), "The steady yearly rate that gives the same end. Not given under 30 days.", Sign(returns.Cagr)) { Amount = returns.Cagr },
            new("Return", "Best day", Change(returns.BestDay), "The largest daily gain.") { Amount = returns.BestDay },
            new("Return", "Worst day", Change(returns.WorstDay), "The largest daily loss.") { Amount = returns.WorstDay },
            new("Return", "Winning days", Percent(returns.PositiveDays), "Days that gained, of all trading days.") { Amount = returns.PositiveDays },
            new("Risk", "Volatility", Percent(returns.Volatility), "How far a year's return strays from its mean, from daily returns.") { Amount = returns.Volatility },
            new("Risk", "Sharpe", Ratio(returns.Sharpe), "Return above the risk-free rate for each unit of volatility, per year.") { Amount = returns.Sharpe },
            new("Risk", "Sortino", Ratio(returns.Sortino), "As Sharpe, but only losing days count as risk.") { Amount = returns.Sortino },
            new("Risk", "Calmar", Ratio(returns.Calmar), "CAGR for each unit of the deepest drawdown.") { Amount = returns.Calmar },
            new("Risk", "Value at risk 95 %", Percent(returns.Tail.ValueAtRisk95), "On 19 of 20 days the loss was no worse.") { Amount = returns.Tail.ValueAtRisk95 },
            new("Risk", "Value at risk 99 %", Percent(returns.Tail.ValueAtRisk99), "On 99 of 100 days the loss was no worse.") { Amount = returns.Tail.ValueAtRisk99 },
            new("Risk", "Expected shortfall 95 %", Percent(returns.Tail.ConditionalValueAtRisk95), "The mean loss of the worst twentieth of days.") { Amount = returns.Tail.ConditionalValueAtRisk95 },
            new("Risk", "Expected shortfall 99 %", Percent(returns.Tail.ConditionalValueAtRisk99), "The mean loss of the worst hundredth of days.") { Amount = returns.Tail.ConditionalValueAtRisk99 },
            new("Risk", "Skewness", Ratio(returns.Skewness), "Below zero: many small gains and a few large losses. Above: the reverse.") { Amount = returns.Skewness },
            new("Risk", "Kurtosis", Ratio(returns.Kurtosis), "Three is the bell curve; more means extreme days are commoner than it says.") { Amount = returns.Kurtosis },
        ];
    }

    private static StatisticRow[] Drawdown(DrawdownStatistics drawdown) =>
    [
        new("Drawdown", "Max drawdown", Percent(drawdown.MaxDepth), "The deepest fall from a high, close to close.", drawdown.MaxDepth > 0.3 ? Tone.Bad : Tone.Plain) { Amount = drawdown.MaxDepth },
        new("Drawdown", "Max drawdown, money", Money(drawdown.MaxMoney), "The largest fall in the account's currency; it need not be the deepest in percent.") { Amount = drawdown.MaxMoney },
        new("Drawdown", "Longest drawdown", Length(drawdown.Longest), "The longest wait from a high until the next.") { Amount = drawdown.Longest?.TotalSeconds },
        new("Drawdown", "Longest recovery", Length(drawdown.LongestRecovery), "The longest climb from a trough back to the high, of those that ended.") { Amount = drawdown.LongestRecovery?.TotalSeconds },
        new("Drawdown", "Average drawdown", Percent(drawdown.AverageDepth), $"The mean depth of all {Count(drawdown.Count)}.") { Amount = drawdown.AverageDepth },
        new("Drawdown", "Time under water", Percent(drawdown.TimeUnderWater), "The share of time below an earlier high.") { Amount = drawdown.TimeUnderWater },
    ];

    private static StatisticRow[] Trades(TradeStatistics trades) =>
    [
        new("Trades", "Round trips", Count(trades.Count), $"{Count(trades.Wins)} won, {Count(trades.Losses)} lost.{(trades.Count < 30 ? " Fewer than 30 tell little." : "")}") { Amount = trades.Count },
        new("Trades", "Win rate", Percent(trades.WinRate), "Winners of all round trips.") { Amount = trades.WinRate },
        new("Trades", "Profit factor", Ratio(trades.ProfitFactor), "What winners won for each unit that losers lost. Below one loses.", Sign(trades.ProfitFactor - 1)) { Amount = trades.ProfitFactor },
        new("Trades", "Expectancy", Profit(trades.Expectancy), "The mean result of a round trip, after fees.", Sign(trades.Expectancy)) { Amount = trades.Expectancy },
        new("Trades", "Expectancy, R", Ratio(trades.ExpectancyR), "The mean result in units of what the stop planned to lose.", Sign(trades.ExpectancyR)) { Amount = trades.ExpectancyR },
        new("Trades", "SQN", Ratio(trades.SystemQuality), "System quality (Van Tharp): above 1.6 tradable, above 3 excellent.") { Amount = trades.SystemQuality },
        new("Trades", "Average win", Profit(trades.AverageWin), "The mean of the winners.") { Amount = trades.AverageWin },
        new("Trades", "Average loss", Profit(trades.AverageLoss), "The mean of the losers.") { Amount = trades.AverageLoss },
        new("Trades", "Payoff", Ratio(trades.Payoff), "The average win for each unit of the average loss.") { Amount = trades.Payoff },
        new("Trades", "Best trade", Profit(trades.Best), "The largest profit of one round trip.") { Amount = trades.Best },
        new("Trades", "Worst trade", Profit(trades.Worst), "The largest loss of one round trip.") { Amount = trades.Worst },
        new("Trades", "Longest winning streak", Count(trades.LongestWinStreak), "Winners in a row.") { Amount = trades.LongestWinStreak },
        new("Trades", "Longest losing streak", Count(trades.LongestLossStreak), "Losers in a row: could you have sat through it?") { Amount = trades.LongestLossStreak },
        new("Trades", "Average holding", Length(trades.AverageHolding), $"Half of them lasted under {Length(trades.MedianHolding)}, the longest {Length(trades.LongestHolding)}.") { Amount = trades.AverageHolding?.TotalSeconds },
        new("Trades", "Average MAE", Profit(trades.AverageAdverse), "Maximum adverse excursion: how far a trade is under water at its worst.") { Amount = trades.AverageAdverse },
        new("Trades", "Average MFE", Profit(trades.AverageFavourable), "Maximum favourable excursion: how far a trade is ahead at its best.") { Amount = trades.AverageFavourable },
        new("Trades", "Kept of MFE", Percent(trades.Captured), "How much of the best unrealised profits became real.") { Amount = trades.Captured },
    ];

    private static StatisticRow[] Activity(ActivityStatistics activity) =>
    [
        new("Activity", "Time in the market", Percent(activity.ExposureOfTime), "Bars with an open position.") { Amount = activity.ExposureOfTime },
        new("Activity", "Capital at work", Percent(activity.ExposureOfCapital), $"The mean of positions over equity; {Percent(activity.MaxExposure)} at most.") { Amount = activity.ExposureOfCapital },
        new("Activity", "Turnover", activity.TurnoverPerYear is { } turnover ? $"{Ratio(turnover)} ×" : None, "How often a year the account is bought and sold."),
        new("Activity", "Round trips a year", Ratio(activity.TradesPerYear), "How busy it is.") { Amount = activity.TradesPerYear },
        new("Activity", "Fees", Money(activity.Fees), "Commissions and regulatory fees paid.") { Amount = activity.Fees },
        new("Activity", "Fees of gross profit", Percent(activity.FeesOfGrossProfit), "How much of what trades made before fees went to fees.", activity.FeesOfGrossProfit > 0.5 ? Tone.Bad : Tone.Plain) { Amount = activity.FeesOfGrossProfit },
    ];

    private static StatisticRow[] Against(BenchmarkStatistics benchmark) =>
    [
        new("Benchmark", "Benchmark's return", Change(benchmark.Return), $"{benchmark.Name}, held from start to end.") { Amount = benchmark.Return },
        new("Benchmark", "Benchmark's Sharpe", Ratio(benchmark.Sharpe), "Measured the same way.") { Amount = benchmark.Sharpe },
        new("Benchmark", "Benchmark's drawdown", Percent(benchmark.MaxDrawdown), "Its deepest fall.") { Amount = benchmark.MaxDrawdown },
        new("Benchmark", "Alpha", Change(benchmark.Alpha), "Return per year that moving with the benchmark does not explain.", Sign(benchmark.Alpha)) { Amount = benchmark.Alpha },
        new("Benchmark", "Beta", Ratio(benchmark.Beta), "How far it moves when the benchmark moves by one.") { Amount = benchmark.Beta },
        new("Benchmark", "Correlation", Ratio(benchmark.Correlation), "One moves with the benchmark, zero on its own.") { Amount = benchmark.Correlation },
        new("Benchmark", "Information ratio", Ratio(benchmark.InformationRatio), "Return above the benchmark for each unit of straying from it.") { Amount = benchmark.InformationRatio },
        new("Benchmark", "Tracking error", Percent(benchmark.TrackingError), "How far a year strays from the benchmark's.") { Amount = benchmark.TrackingError },
    ];

    private static string Band(Interval? interval, Func<double, string> words) =>
        interval is null ? None : $"{words(interval.Low)} to {words(interval.High)}";

    private static Tone Sign(double? value) => value switch { > 0 => Tone.Good, < 0 => Tone.Bad, _ => Tone.Plain };

    private static Tone Chance(double? chance) => chance switch
    {
        null => Tone.Plain,
        >= 0.95 => Tone.Good,
        >= 0.5 => Tone.Doubt,
        _ => Tone.Bad,
    };
}
