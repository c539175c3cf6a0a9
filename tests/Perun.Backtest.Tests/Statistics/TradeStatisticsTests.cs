using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Orders;

namespace Perun.Backtest.Tests.Statistics;

// By hand: +100, +50, -25, -75, 0. The stop plans to lose 50, so R is 2, 1, -0.5, -1.5, 0.
public sealed class TradeStatisticsTests
{
    private static readonly RunTrade[] Five = [.. ((decimal[])[100, 50, -25, -75, 0]).Select((profit, day) => SampleRuns.Trade(profit, day))];
    private static readonly TradeStatistics Found = TradeStatistics.Of(Five);

    [Fact]
    public void Counts_and_rates_are_as_worked_by_hand()
    {
        (Found.Count, Found.Wins, Found.Losses).ShouldBe((5, 2, 2));
        Found.WinRate!.Value.ShouldBe(0.4, 1e-12);
        Found.ProfitFactor!.Value.ShouldBe(1.5, 1e-12);
        Found.Payoff!.Value.ShouldBe(1.5, 1e-12);
        (Found.AverageWin, Found.AverageLoss, Found.Best, Found.Worst).ShouldBe((75, -50, 100, -75));
        (Found.LongestWinStreak, Found.LongestLossStreak).ShouldBe((2, 2));
    }

    // Mean R 0.2; squared deviations 3.24, 0.64, 0.49, 2.89, 0.04 sum to 7.3; deviation sqrt(1.825).
    [Fact]
    public void Expectancy_and_system_quality_are_as_worked_by_hand()
    {
        Found.Expectancy!.Value.ShouldBe(10, 1e-12);
        Found.ExpectancyR!.Value.ShouldBe(0.2, 1e-12);
        Found.SystemQuality!.Value.ShouldBe(Math.Sqrt(5) * 0.2 / Math.Sqrt(1.825), 1e-12);
    }

    [Fact]
    public void System_quality_counts_no_more_than_a_hundred_trades()
    {
        double[] results = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 2.0 : -1)];
        TradeStatistics.SystemQualityOf(results)!.Value.ShouldBe(10 * 0.5 / Moments.Deviation(results)!.Value, 1e-12);
    }

    // Worst moments -5, -5, -30, -80, -5; best 105, 55, 5, 5, 5; sum of profits 50 of 175.
    [Fact]
    public void Excursions_and_holding_are_as_worked_by_hand()
    {
        Found.AverageAdverse!.Value.ShouldBe(-25, 1e-12);
        Found.AverageFavourable!.Value.ShouldBe(35, 1e-12);
        Found.Captured!.Value.ShouldBe(50 / 175.0, 1e-12);
        Found.AverageHolding.ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public void Holding_in_the_middle_is_not_holding_on_average()
    {
        var held = TradeStatistics.Of([.. ((int[])[1, 2, 3, 10]).Select(hours => Five[0] with { Closed = Five[0].Opened.AddHours(hours) })]);
        (held.AverageHolding, held.MedianHolding, held.LongestHolding).ShouldBe((TimeSpan.FromHours(4), TimeSpan.FromHours(2.5), TimeSpan.FromHours(10)));
    }

    [Fact]
    public void Risk_is_measured_on_the_losing_side_of_the_entry_only()
    {
        TradeStatistics.RiskMultiple(Five[0] with { Stop = 105 }).ShouldBeNull();
        TradeStatistics.RiskMultiple(Five[0] with { Stop = 105, Side = Side.Sell })!.Value.ShouldBe(2, 1e-12);
        TradeStatistics.RiskMultiple(Five[0] with { Stop = null }).ShouldBeNull();
    }

    [Fact]
    public void Without_losses_there_is_no_factor_and_without_trades_nothing()
    {
        TradeStatistics.Of([Five[0]]).ProfitFactor.ShouldBeNull();
        TradeStatistics.Of([Five[0]]).Payoff.ShouldBeNull();
        var none = TradeStatistics.Of([]);
        none.WinRate.ShouldBeNull();
        none.Best.ShouldBeNull();
        none.AverageHolding.ShouldBeNull();
    }
}
