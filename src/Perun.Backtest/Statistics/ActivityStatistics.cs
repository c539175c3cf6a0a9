using Perun.Backtest.Results;

namespace Perun.Backtest.Statistics;

/// How much was done to earn what was earned.
public sealed record ActivityStatistics
{
    /// The share of bars at whose close a position was open.
    public required double? ExposureOfTime { get; init; }

    /// The mean of positions over equity, flat times included.
    public required double? ExposureOfCapital { get; init; }

    public required double? MaxExposure { get; init; }

    /// Money bought and sold.
    public required double Traded { get; init; }

    /// Money bought and sold in a year, in multiples of the mean equity.
    public required double? TurnoverPerYear { get; init; }

    public required double Fees { get; init; }

    /// Fees over the profit of all trades before fees; null where that is not a profit.
    public required double? FeesOfGrossProfit { get; init; }

    public required double? TradesPerYear { get; init; }

    public static ActivityStatistics Of(RunResult run, double years)
    {
        var (open, sum, most, known) = (0, 0.0, 0.0, 0);
        for (var i = 0; i < run.Equity.Count; i++)
        {
            if (run.Equity.Exposure[i] > 0) open++;
            if (run.Equity.Equity[i] <= 0) continue;
            var share = run.Equity.Exposure[i] / run.Equity.Equity[i];
            known++;
            sum += share;
            most = Math.Max(most, share);
        }
        var traded = (double)run.Trades.Sum(trade => trade.Quantity * (trade.AverageEntry + trade.AverageExit));
        var fees = (double)run.Trades.Sum(trade => trade.Fees);
        var gross = (double)run.Trades.Sum(trade => trade.Profit) + fees;
        var canAnnualise = years * 365.25 >= Performance.LeastToAnnualise.TotalDays;
        return new ActivityStatistics
        {
            ExposureOfTime = Defined.Ratio(open, run.Equity.Count),
            ExposureOfCapital = Defined.Ratio(sum, known),
            MaxExposure = known == 0 ? null : most,
            Traded = traded,
            TurnoverPerYear = canAnnualise ? Defined.Ratio(traded / years, Moments.Mean(run.Equity.Equity)) : null,
            Fees = fees,
            FeesOfGrossProfit = gross > 0 ? Defined.Ratio(fees, gross) : null,
            TradesPerYear = canAnnualise ? Defined.Ratio(run.Trades.Count, years) : null,
        };
    }
}
