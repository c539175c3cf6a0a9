using Perun.Backtest.Statistics;

namespace Perun.Backtest.Tests.Statistics;

// By hand: 100, 120 (peak), 90 (-25 %), 130 (back after two days), 104 (-20 %), 117 (still under).
public sealed class DrawdownTests
{
    private static readonly double[] Values = [100, 120, 90, 130, 104, 117];
    private static readonly long[] Times = [.. Enumerable.Range(1, 6).Select(day => day * TimeSpan.TicksPerDay)];

    [Fact]
    public void Every_fall_is_found_with_its_peak_trough_and_return()
    {
        var found = Drawdowns.Of(Times, Values, 0, 100);
        found.Count.ShouldBe(2);
        found[0].Depth.ShouldBe(0.25, 1e-12);
        found[0].Money.ShouldBe(30);
        found[0].Length.ShouldBe(TimeSpan.FromDays(2));
        found[0].Recovery.ShouldBe(TimeSpan.FromDays(1));
        found[1].Depth.ShouldBe(0.2, 1e-12);
        found[1].Recovered.ShouldBeNull();
        found[1].Recovery.ShouldBeNull();
        found[1].Length.ShouldBe(TimeSpan.FromDays(2));
    }

    [Fact]
    public void The_summary_has_the_deepest_the_longest_and_the_time_under_water()
    {
        var summary = Drawdowns.Summarise(Drawdowns.Of(Times, Values, 0, 100), TimeSpan.FromDays(6), worst: 1);
        summary.MaxDepth.ShouldBe(0.25, 1e-12);
        summary.MaxMoney.ShouldBe(30);
        summary.AverageDepth!.Value.ShouldBe(0.225, 1e-12);
        summary.Longest.ShouldBe(TimeSpan.FromDays(2));
        summary.LongestRecovery.ShouldBe(TimeSpan.FromDays(1));
        summary.TimeUnderWater!.Value.ShouldBe(4 / 6.0, 1e-12);
        summary.Worst.Count.ShouldBe(1);
        summary.Count.ShouldBe(2);
    }

    [Fact]
    public void A_fall_on_the_first_day_is_measured_from_the_start() =>
        Drawdowns.Of([TimeSpan.TicksPerDay], [80], 0, 100).Single().Depth.ShouldBe(0.2, 1e-12);

    [Fact]
    public void The_deepest_fall_of_a_path_is_that_of_the_full_search() =>
        Drawdowns.Deepest(Values, 100).ShouldBe(0.25, 1e-12);

    [Fact]
    public void A_curve_that_only_rises_has_none()
    {
        var none = Drawdowns.Summarise(Drawdowns.Of([1, 2], [101, 102], 0, 100), TimeSpan.FromTicks(2), 10);
        none.MaxDepth.ShouldBe(0);
        none.Longest.ShouldBeNull();
        none.Worst.ShouldBeEmpty();
    }
}
