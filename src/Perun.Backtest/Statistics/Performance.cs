using Perun.Simulation.Randomness;

namespace Perun.Backtest.Statistics;

/// Reward, and reward for risk, of a series of returns. Rates are per period; what comes out is per year.
public static class Performance
{
    private const double DaysPerYear = 365.25;

    /// Below this a yearly rate says more about the calendar than about the strategy.
    public static readonly TimeSpan LeastToAnnualise = TimeSpan.FromDays(30);

    public static double? TotalReturn(double start, double end) => start > 0 ? Defined.OrNull(end / start - 1) : null;

    /// The steady yearly rate that leads from start to end in this time.
    public static double? CompoundRate(double start, double end, TimeSpan length)
    {
        if (start <= 0 || length < LeastToAnnualise) return null;
        return end <= 0 ? -1 : Defined.OrNull(PortableMath.Exp(PortableMath.Log(end / start) / (length.TotalDays / DaysPerYear)) - 1);
    }

    public static double? Volatility(ReadOnlySpan<double> returns, double periodsPerYear) =>
        Moments.Deviation(returns) * Math.Sqrt(periodsPerYear);

    /// Sharpe (1994): mean over deviation of the returns above the risk-free rate, times the root of periods in a year.
    public static double? Sharpe(ReadOnlySpan<double> returns, double periodsPerYear, double riskFreePerYear = 0)
    {
        var mean = Moments.Mean(returns);
        return Defined.Ratio(mean - riskFreePerYear / periodsPerYear, Defined.Spread(Moments.Deviation(returns), mean))
            * Math.Sqrt(periodsPerYear);
    }

    /// As Sharpe, with the deviation below the risk-free rate over all periods in place of the whole deviation.
    public static double? Sortino(ReadOnlySpan<double> returns, double periodsPerYear, double riskFreePerYear = 0)
    {
        var target = riskFreePerYear / periodsPerYear;
        return Defined.Ratio(Moments.Mean(returns) - target, DownsideDeviation(returns, target)) * Math.Sqrt(periodsPerYear);
    }

    /// The root of the mean of squared shortfalls; a period above the target counts as no shortfall.
    public static double? DownsideDeviation(ReadOnlySpan<double> returns, double target)
    {
        if (returns.IsEmpty) return null;
        var sum = 0.0;
        foreach (var value in returns)
        {
            var shortfall = Math.Min(0, value - target);
            sum += shortfall * shortfall;
        }
        return Defined.OrNull(Math.Sqrt(sum / returns.Length));
    }

    /// The compound rate over the deepest drawdown, both as fractions.
    public static double? Calmar(double? compoundRate, double? deepestDrawdown) => Defined.Ratio(compoundRate, deepestDrawdown);
}
