namespace Perun.Backtest.Statistics;

/// What the account made, and how bumpy the way was. Rates are fractions: 0.1 is ten percent.
public sealed record ReturnStatistics
{
    public required double Start { get; init; }

    public required double End { get; init; }

    public required double Profit { get; init; }

    public required double? Total { get; init; }

    /// The compound annual growth rate; null under thirty days.
    public required double? Cagr { get; init; }

    /// Per year.
    public required double? Volatility { get; init; }

    public required double? Sharpe { get; init; }

    public required double? Sortino { get; init; }

    public required double? Calmar { get; init; }

    public required double? BestDay { get; init; }

    public required double? WorstDay { get; init; }

    /// Days that gained, of all days.
    public required double? PositiveDays { get; init; }

    public required double? Skewness { get; init; }

    /// Three for the normal distribution.
    public required double? Kurtosis { get; init; }

    public required TailRisk Tail { get; init; }

    public static ReturnStatistics Of(
        DailyCurve daily, double start, double end, TimeSpan length, double maxDrawdown, double periodsPerYear, double riskFreePerYear)
    {
        var returns = daily.Returns;
        var cagr = Performance.CompoundRate(start, end, length);
        return new ReturnStatistics
        {
            Start = start,
            End = end,
            Profit = end - start,
            Total = Performance.TotalReturn(start, end),
            Cagr = cagr,
            Volatility = Performance.Volatility(returns, periodsPerYear),
            Sharpe = Performance.Sharpe(returns, periodsPerYear, riskFreePerYear),
            Sortino = Performance.Sortino(returns, periodsPerYear, riskFreePerYear),
            Calmar = Performance.Calmar(cagr, maxDrawdown),
            BestDay = returns.Length == 0 ? null : returns.Max(),
            WorstDay = returns.Length == 0 ? null : returns.Min(),
            PositiveDays = Defined.Ratio(returns.Count(value => value > 0), returns.Length),
            Skewness = Moments.Skewness(returns),
            Kurtosis = Moments.Kurtosis(returns),
            Tail = TailRisk.Of(returns),
        };
    }
}
