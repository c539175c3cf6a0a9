using Perun.Backtest.Statistics;
using Perun.Simulation.Randomness;

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

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(10_001)]
    public void The_deepest_fall_is_the_same_however_much_is_looked_at_together(int length)
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var dice = RandomStream.Named(seed, "falls");
            var values = new double[length];
            var value = 100.0;
            // Some stand still for a while, as an account does that holds nothing.
            for (var i = 0; i < length; i++) values[i] = dice.NextBelow(3) == 0 ? value : value *= Math.Exp(0.0001 + 0.01 * dice.NextNormal());
            var (peak, deepest) = (100.0, 0.0);
            foreach (var each in values)
            {
                peak = Math.Max(peak, each);
                deepest = Math.Max(deepest, 1 - each / peak);
            }
            Drawdowns.Deepest(values, 100).ShouldBe(deepest, $"seed {seed}");
        }
    }

    [Fact]
    public void A_curve_that_only_rises_has_none()
    {
        var none = Drawdowns.Summarise(Drawdowns.Of([1, 2], [101, 102], 0, 100), TimeSpan.FromTicks(2), 10);
        none.MaxDepth.ShouldBe(0);
        none.Longest.ShouldBeNull();
        none.Worst.ShouldBeEmpty();
    }
}
