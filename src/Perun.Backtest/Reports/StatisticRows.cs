using Perun.Backtest.Belief;
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

    public static IReadOnlyList<StatisticRow> Of(RunBelief belief) =>
    [
        new("Belief", "Variants tried", Count(belief.Variants), "How many strategies and parameter sets were looked at, this one included."),
        new("Belief", "Sharpe of luck", Ratio(belief.SharpeOfLuck), "What the best of so many worthless variants is expected to show."),
        new("Belief", "Probabilistic Sharpe", Share(belief.ProbabilisticSharpe), "The chance of a true Sharpe above zero, had this been the only try.", Chance(belief.ProbabilisticSharpe)),
        new("Belief", "Deflated Sharpe", Share(belief.DeflatedSharpe), "The same chance once the tries are counted. Ask for 95 %.", Chance(belief.DeflatedSharpe)),
        new("Belief", "Days needed", belief.DaysNeeded is { } days ? Count((long)Math.Ceiling(days)) : None, "The shortest record of this kind that gives 95 % confidence."),
        new("Belief", "Sharpe, 9 of 10", Band(belief.Redrawn?.Sharpe, value => Ratio(value)), "Where it lies in nine of ten redrawn histories."),
        new("Belief", "CAGR, 9 of 10", Band(belief.Redrawn?.Cagr, value => Percent(value)), "Where yearly growth lies in nine of ten redrawn histories."),
        new("Belief", "Drawdown, 9 of 10", Band(belief.Redrawn?.MaxDrawdown, value => Percent(value)), "Where the deepest fall lies in nine of ten redrawn histories."),
        new("Belief", "Chance of a loss", Share(belief.Redrawn?.ChanceOfLoss), "The share of redrawn histories that end with less than they began."),
        new("Belief", "Shuffled drawdown", Percent(belief.TradeOrder?.MaxDrawdown.High), "One order in twenty of the same trades falls deeper than this."),
        .. belief.Overfitting is { } found
            ? (StatisticRow[])[
                new("Belief", "Overfitting", Share(found.Probability), "How often the winner of one half of history is no better than the middle on the other half.",
                    found.Probability < 0.2 ? Tone.Good : found.Probability < 0.5 ? Tone.Doubt : Tone.Bad),
                new("Belief", "Sharpe, chosen and after", found.Decay is { } decay ? $"{Ratio(decay.MeanInside)} → {Ratio(decay.MeanOutside)}" : None,
                    "The winner's Sharpe where it was chosen, and what was left of it where it was not."),
                new("Belief", "Slope of decay", Ratio(found.Decay?.Slope), "One keeps what was seen, zero says nothing, below zero the better looking does worse."),
            ]
            : [],
    ];

    private static StatisticRow[] Returns(RunStatistics run)
    {
        var returns = run.Returns;
        return
        [
            new("Return", "Total return", Change(returns.Total), "What the account gained from start to end.", Sign(returns.Total)),
            new("Return", "Profit", Profit(returns.Profit), $"From {Money(returns.Start)} to {Money(returns.End)}, fees paid, open positions at their last price.", Sign(returns.Profit)),
            new("Return", "CAGR", Change(returns.Cagr), "The steady yearly rate that gives the same end. Not given under 30 days.", Sign(returns.Cagr)),
            new("Return", "Best day", Change(returns.BestDay), "The largest daily gain."),
            new("Return", "Worst day", Change(returns.WorstDay), "The largest daily loss."),
            new("Return", "Winning days", Percent(returns.PositiveDays), "Days that gained, of all trading days."),
            new("Risk", "Volatility", Percent(returns.Volatility), "How far a year's return strays from its mean, from daily returns."),
            new("Risk", "Sharpe", Ratio(returns.Sharpe), "Return above the risk-free rate for each unit of volatility, per year."),
            new("Risk", "Sortino", Ratio(returns.Sortino), "As Sharpe, but only losing days count as risk."),
            new("Risk", "Calmar", Ratio(returns.Calmar), "CAGR for each unit of the deepest drawdown."),
            new("Risk", "Value at risk 95 %", Percent(returns.Tail.ValueAtRisk95), "On 19 of 20 days the loss was no worse."),
            new("Risk", "Value at risk 99 %", Percent(returns.Tail.ValueAtRisk99), "On 99 of 100 days the loss was no worse."),
            new("Risk", "Expected shortfall 95 %", Percent(returns.Tail.ConditionalValueAtRisk95), "The mean loss of the worst twentieth of days."),
            new("Risk", "Expected shortfall 99 %", Percent(returns.Tail.ConditionalValueAtRisk99), "The mean loss of the worst hundredth of days."),
            new("Risk", "Skewness", Ratio(returns.Skewness), "Below zero: many small gains and a few large losses. Above: the reverse."),
            new("Risk", "Kurtosis", Ratio(returns.Kurtosis), "Three is the bell curve; more means extreme days are commoner than it says."),
        ];
    }

    private static StatisticRow[] Drawdown(DrawdownStatistics drawdown) =>
    [
        new("Drawdown", "Max drawdown", Percent(drawdown.MaxDepth), "The deepest fall from a high, close to close.", drawdown.MaxDepth > 0.3 ? Tone.Bad : Tone.Plain),
        new("Drawdown", "Max drawdown, money", Money(drawdown.MaxMoney), "The largest fall in the account's currency; it need not be the deepest in percent."),
        new("Drawdown", "Longest drawdown", Length(drawdown.Longest), "The longest wait from a high until the next."),
        new("Drawdown", "Longest recovery", Length(drawdown.LongestRecovery), "The longest climb from a trough back to the high, of those that ended."),
        new("Drawdown", "Average drawdown", Percent(drawdown.AverageDepth), $"The mean depth of all {Count(drawdown.Count)}."),
        new("Drawdown", "Time under water", Percent(drawdown.TimeUnderWater), "The share of time below an earlier high."),
    ];

    private static StatisticRow[] Trades(TradeStatistics trades) =>
    [
        new("Trades", "Round trips", Count(trades.Count), $"{Count(trades.Wins)} won, {Count(trades.Losses)} lost. Fewer than 30 tell little."),
        new("Trades", "Win rate", Percent(trades.WinRate), "Winners of all round trips."),
        new("Trades", "Profit factor", Ratio(trades.ProfitFactor), "What winners won for each unit that losers lost. Below one loses.", Sign(trades.ProfitFactor - 1)),
        new("Trades", "Expectancy", Profit(trades.Expectancy), "The mean result of a round trip, after fees.", Sign(trades.Expectancy)),
        new("Trades", "Expectancy, R", Ratio(trades.ExpectancyR), "The mean result in units of what the stop planned to lose.", Sign(trades.ExpectancyR)),
        new("Trades", "SQN", Ratio(trades.SystemQuality), "System quality (Van Tharp): above 1.6 tradable, above 3 excellent."),
        new("Trades", "Average win", Profit(trades.AverageWin), "The mean of the winners."),
        new("Trades", "Average loss", Profit(trades.AverageLoss), "The mean of the losers."),
        new("Trades", "Payoff", Ratio(trades.Payoff), "The average win for each unit of the average loss."),
        new("Trades", "Best trade", Profit(trades.Best), "The largest profit of one round trip."),
        new("Trades", "Worst trade", Profit(trades.Worst), "The largest loss of one round trip."),
        new("Trades", "Longest winning streak", Count(trades.LongestWinStreak), "Winners in a row."),
        new("Trades", "Longest losing streak", Count(trades.LongestLossStreak), "Losers in a row: could you have sat through it?"),
        new("Trades", "Average holding", Length(trades.AverageHolding), $"Half of them lasted under {Length(trades.MedianHolding)}, the longest {Length(trades.LongestHolding)}."),
        new("Trades", "Average MAE", Profit(trades.AverageAdverse), "Maximum adverse excursion: how far a trade is under water at its worst."),
        new("Trades", "Average MFE", Profit(trades.AverageFavourable), "Maximum favourable excursion: how far a trade is ahead at its best."),
        new("Trades", "Kept of MFE", Percent(trades.Captured), "How much of the best unrealised profits became real."),
    ];

    private static StatisticRow[] Activity(ActivityStatistics activity) =>
    [
        new("Activity", "Time in the market", Percent(activity.ExposureOfTime), "Bars with an open position."),
        new("Activity", "Capital at work", Percent(activity.ExposureOfCapital), $"The mean of positions over equity; {Percent(activity.MaxExposure)} at most."),
        new("Activity", "Turnover", activity.TurnoverPerYear is { } turnover ? $"{Ratio(turnover)} ×" : None, "How often a year the account is bought and sold."),
        new("Activity", "Round trips a year", Ratio(activity.TradesPerYear), "How busy it is."),
        new("Activity", "Fees", Money(activity.Fees), "Commissions and regulatory fees paid."),
        new("Activity", "Fees of gross profit", Percent(activity.FeesOfGrossProfit), "How much of what trades made before fees went to fees.", activity.FeesOfGrossProfit > 0.5 ? Tone.Bad : Tone.Plain),
    ];

    private static StatisticRow[] Against(BenchmarkStatistics benchmark) =>
    [
        new("Benchmark", "Benchmark's return", Change(benchmark.Return), $"{benchmark.Name}, held from start to end."),
        new("Benchmark", "Benchmark's Sharpe", Ratio(benchmark.Sharpe), "Measured the same way."),
        new("Benchmark", "Benchmark's drawdown", Percent(benchmark.MaxDrawdown), "Its deepest fall."),
        new("Benchmark", "Alpha", Change(benchmark.Alpha), "Return per year that moving with the benchmark does not explain.", Sign(benchmark.Alpha)),
        new("Benchmark", "Beta", Ratio(benchmark.Beta), "How far it moves when the benchmark moves by one."),
        new("Benchmark", "Correlation", Ratio(benchmark.Correlation), "One moves with the benchmark, zero on its own."),
        new("Benchmark", "Information ratio", Ratio(benchmark.InformationRatio), "Return above the benchmark for each unit of straying from it."),
        new("Benchmark", "Tracking error", Percent(benchmark.TrackingError), "How far a year strays from the benchmark's."),
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
