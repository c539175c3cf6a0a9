using Perun.Backtest.Statistics;

namespace Perun.Backtest.Tests.Statistics;

public sealed class PerformanceTests
{
    // Rollinger and Hoffman, "Sortino: A Sharper Ratio" (Red Rock Capital, 2013): yearly returns with a target of zero.
    private static readonly double[] RedRock = [0.17, 0.15, 0.23, -0.05, 0.12, 0.09, 0.13, -0.04];

    [Fact]
    public void Downside_deviation_and_Sortino_are_those_of_Red_Rocks_example()
    {
        Performance.DownsideDeviation(RedRock, 0)!.Value.ShouldBe(0.0226, 0.0001);
        Performance.Sortino(RedRock, 1)!.Value.ShouldBe(4.417, 0.001);
    }

    // Mean 0.01, deviations -0.02, 0, 0.02: sample deviation 0.02, so 0.5 a period, times the root of 252.
    [Fact]
    public void Sharpe_and_volatility_are_as_worked_by_hand()
    {
        double[] returns = [-0.01, 0.01, 0.03];
        Performance.Sharpe(returns, 252)!.Value.ShouldBe(0.5 * Math.Sqrt(252), 1e-12);
        Performance.Volatility(returns, 252)!.Value.ShouldBe(0.02 * Math.Sqrt(252), 1e-12);
        Performance.Sharpe(returns, 252, riskFreePerYear: 2.52)!.Value.ShouldBe(0, 1e-12);
    }

    // Wikipedia, "Compound annual growth rate": 9,000 to 13,000 in three years is 13.04 % a year.
    [Fact]
    public void Compound_growth_is_that_of_Wikipedias_example() =>
        Performance.CompoundRate(9000, 13000, TimeSpan.FromDays(3 * 365.25))!.Value.ShouldBe(0.1304, 0.00005);

    [Fact]
    public void A_month_or_less_is_not_made_a_year() =>
        Performance.CompoundRate(100, 101, TimeSpan.FromDays(29)).ShouldBeNull();

    [Fact]
    public void A_ruined_account_has_lost_everything_and_has_no_ratios_to_boast_of()
    {
        Performance.CompoundRate(100, -5, TimeSpan.FromDays(500)).ShouldBe(-1);
        DailyCurve.From([1, TimeSpan.TicksPerDay + 1], [-5, 7], 100, Core.Instruments.TradingHours.AroundTheClock).Returns.ShouldBe([-1.05, 0]);
    }

    [Fact]
    public void Steady_returns_have_no_Sharpe_rather_than_an_infinite_one()
    {
        Performance.Sharpe([0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01], 252).ShouldBeNull();
        Performance.Sortino([0.01, 0.02], 252).ShouldBeNull();
        Performance.Calmar(0.1, 0).ShouldBeNull();
        Performance.Sharpe([], 252).ShouldBeNull();
    }

    [Fact]
    public void Calmar_is_growth_over_the_deepest_fall() => Performance.Calmar(0.3, 0.2)!.Value.ShouldBe(1.5, 1e-12);

    // Returns -10 % to +9 % in steps of one: the 5 % quantile of twenty lies at place 0.95, which is -9.05 %.
    [Fact]
    public void Value_at_risk_and_shortfall_are_as_worked_by_hand()
    {
        var tail = TailRisk.Of([.. Enumerable.Range(-10, 20).Select(percent => percent / 100.0)]);
        tail.ValueAtRisk95!.Value.ShouldBe(0.0905, 1e-12);
        tail.ConditionalValueAtRisk95!.Value.ShouldBe(0.10, 1e-12);
        tail.ValueAtRisk99!.Value.ShouldBe(0.0981, 1e-12);
        TailRisk.Of([0.1]).ValueAtRisk95.ShouldBeNull();
    }
}
