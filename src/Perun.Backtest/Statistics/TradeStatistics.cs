using Perun.Backtest.Results;

namespace Perun.Backtest.Statistics;

/// What the round trips say. Money is in the account's currency, after fees; R is the loss that the stop planned.
public sealed record TradeStatistics
{
    public required int Count { get; init; }

    public required int Wins { get; init; }

    public required int Losses { get; init; }

    /// Wins of all trades; a trade that ends even is neither won nor lost.
    public required double? WinRate { get; init; }

    /// What winners won for each unit that losers lost; null where nothing was lost.
    public required double? ProfitFactor { get; init; }

    public required double? Expectancy { get; init; }

    /// The mean profit in units of planned risk, of the trades that had a stop.
    public required double? ExpectancyR { get; init; }

    /// Van Tharp: the root of the count (at most 100) times mean over deviation of R, or of money where stops are missing.
    public required double? SystemQuality { get; init; }

    public required double? Best { get; init; }

    public required double? Worst { get; init; }

    public required double? AverageWin { get; init; }

    /// Negative.
    public required double? AverageLoss { get; init; }

    /// The average win over the size of the average loss.
    public required double? Payoff { get; init; }

    public required int LongestWinStreak { get; init; }

    public required int LongestLossStreak { get; init; }

    public required TimeSpan? AverageHolding { get; init; }

    public required TimeSpan? MedianHolding { get; init; }

    public required TimeSpan? LongestHolding { get; init; }

    /// The mean of the worst unrealised loss during a trade: zero or less.
    public required double? AverageAdverse { get; init; }

    /// The mean of the best unrealised profit during a trade.
    public required double? AverageFavourable { get; init; }

    /// How much of the best unrealised profit the trades kept, in sum.
    public required double? Captured { get; init; }

    public static TradeStatistics Of(IReadOnlyList<RunTrade> trades)
    {
        double[] profits = [.. trades.Select(trade => (double)trade.Profit)];
        double[] wins = [.. profits.Where(profit => profit > 0)];
        double[] losses = [.. profits.Where(profit => profit < 0)];
        double[] risks = [.. trades.Select(RiskMultiple).OfType<double>()];
        double[] holdings = [.. trades.Select(trade => (double)(trade.Closed - trade.Opened).Ticks)];
        var favourable = trades.Sum(trade => (double)trade.BestUnrealised);
        return new TradeStatistics
        {
            Count = trades.Count,
            Wins = wins.Length,
            Losses = losses.Length,
            WinRate = Defined.Ratio(wins.Length, trades.Count),
            ProfitFactor = Defined.Ratio(wins.Sum(), -losses.Sum()),
            Expectancy = Moments.Mean(profits),
            ExpectancyR = Moments.Mean(risks),
            SystemQuality = SystemQualityOf(risks.Length == trades.Count ? risks : profits),
            Best = profits.Length == 0 ? null : profits.Max(),
            Worst = profits.Length == 0 ? null : profits.Min(),
            AverageWin = Moments.Mean(wins),
            AverageLoss = Moments.Mean(losses),
            Payoff = Defined.Ratio(Moments.Mean(wins), -Moments.Mean(losses)),
            LongestWinStreak = LongestStreak(profits, profit => profit > 0),
            LongestLossStreak = LongestStreak(profits, profit => profit < 0),
            AverageHolding = Length(Moments.Mean(holdings)),
            MedianHolding = Length(Quantile.Of(holdings, 0.5)),
            LongestHolding = holdings.Length == 0 ? null : Length(holdings.Max()),
            AverageAdverse = trades.Count == 0 ? null : trades.Average(trade => (double)trade.WorstUnrealised),
            AverageFavourable = trades.Count == 0 ? null : favourable / trades.Count,
            Captured = Defined.Ratio(profits.Sum(), favourable),
        };
    }

    /// The profit in units of what the stop planned to lose; null without a stop on the losing side of the entry.
    public static double? RiskMultiple(RunTrade trade)
    {
        if (trade.Stop is not { } stop) return null;
        var risk = (trade.AverageEntry - stop) * (trade.Side == Core.Orders.Side.Buy ? 1 : -1) * trade.Quantity;
        return risk > 0 ? (double)(trade.Profit / risk) : null;
    }

    public static double? SystemQualityOf(ReadOnlySpan<double> results)
    {
        var mean = Moments.Mean(results);
        return Defined.Ratio(mean, Defined.Spread(Moments.Deviation(results), mean)) * Math.Sqrt(Math.Min(100, results.Length));
    }

    private static int LongestStreak(double[] profits, Func<double, bool> belongs)
    {
        var (longest, running) = (0, 0);
        foreach (var profit in profits)
        {
            running = belongs(profit) ? running + 1 : 0;
            longest = Math.Max(longest, running);
        }
        return longest;
    }

    // Whole seconds: an average of ticks promises a precision that nothing has.
    private static TimeSpan? Length(double? ticks) =>
        ticks is { } value ? TimeSpan.FromSeconds(Math.Round(value / TimeSpan.TicksPerSecond)) : null;
}
