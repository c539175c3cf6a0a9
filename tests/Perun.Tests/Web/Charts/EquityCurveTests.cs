using Perun.Facts;
using Perun.Web.Charts;

namespace Perun.Tests.Web.Charts;

public class EquityCurveTests
{
    private static readonly DateTime Start = new(2026, 3, 12, 14, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Nothing_is_drawn_of_nothing() => EquityCurve.Of([], 100_000).ShouldBeNull();

    [Fact]
    public void One_point_stands_in_the_middle_without_a_line()
    {
        var curve = EquityCurve.Of([new(Start, 100_000)], 100_000)!;

        curve.Last.X.ShouldBe(50);
        curve.Last.Y.ShouldBe(50, 0.001);
        curve.Line.ShouldBeEmpty();
        curve.Values.ShouldNotBeEmpty();
        curve.Times.Count.ShouldBe(1);
    }

    [Fact]
    public void Two_points_span_the_width_and_keep_clear_of_the_edges()
    {
        var curve = EquityCurve.Of([new(Start, 100_000), new(Start.AddHours(1), 101_000)], 100_000)!;

        curve.First.X.ShouldBe(0);
        curve.Last.X.ShouldBe(100);
        curve.Highest.Y.ShouldBeInRange(5, 20);
        curve.Lowest.Y.ShouldBeInRange(80, 95);
        curve.StartY.ShouldBe(curve.Lowest.Y);
        curve.IsUp.ShouldBeTrue();
        curve.Line.ShouldBe("M0 903.2L1000 96.8");
    }

    [Fact]
    public void A_flat_line_runs_through_the_middle()
    {
        var curve = EquityCurve.Of(Points(50, _ => 100_000m), 100_000)!;

        curve.IsFlat.ShouldBeTrue();
        curve.Last.Y.ShouldBe(50, 0.001);
        curve.Values.Count.ShouldBeInRange(2, 8);
    }

    [Fact]
    public void A_tiny_wiggle_is_not_drawn_as_a_cliff()
    {
        var curve = EquityCurve.Of(Points(50, index => 100_000m + ((index % 2) * 0.01m)), 100_000)!;

        (curve.Lowest.Y - curve.Highest.Y).ShouldBeLessThan(1);
    }

    [Fact]
    public void Many_points_are_thinned_and_their_extremes_kept()
    {
        var curve = EquityCurve.Of(Points(2_000, index => index == 777 ? 150_000m : index == 1_234 ? 50_000m : 100_000m + index), 100_000)!;

        curve.Line.Split('L').Length.ShouldBeLessThanOrEqualTo(2_000);
        curve.Line.ShouldContain($" {10 * curve.Highest.Y:0.#}");
        curve.Line.ShouldContain($" {10 * curve.Lowest.Y:0.#}");
        curve.Highest.Equity.ShouldBe(150_000m);
    }

    [Fact]
    public void The_line_never_runs_backwards_nor_leaves_the_plot()
    {
        foreach (var count in new[] { 2, 3, 999, 1_000, 1_001, 2_000 })
        {
            var random = new Random(count);
            var curve = EquityCurve.Of(Points(count, _ => (decimal)random.NextDouble() * 1_000), 500)!;
            var places = curve.Line[1..].Split('L').Select(pair => pair.Split(' ').Select(double.Parse).ToArray()).ToList();
            places.Zip(places.Skip(1)).ShouldAllBe(pair => pair.First[0] <= pair.Second[0]);
            places.ShouldAllBe(place => place[1] >= 0 && place[1] <= 1000);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(45)]
    [InlineData(600)]
    [InlineData(60 * 26)]
    [InlineData(60 * 24 * 40)]
    [InlineData(60.0 * 24 * 365 * 12)]
    public void Time_has_a_handful_of_marks_whatever_the_span(double minutes)
    {
        var curve = EquityCurve.Of([new(Start, 1), new(Start.AddMinutes(minutes), 2)], 1)!;

        curve.Times.Count.ShouldBeInRange(1, 7);
        curve.Times.ShouldAllBe(tick => tick.X >= 0 && tick.X <= 100);
    }

    [Fact]
    public void Labels_have_the_digits_that_tell_them_apart()
    {
        foreach (var (low, high) in new[] { (0.01, 0.02), (99_999.5, 100_000.5), (-500.0, 500), (1e7, 1.02e7), (1e12, 5e12) })
        {
            var step = ValueSteps.Step(high - low, 5);
            var labels = ValueSteps.Between(low, high, step).Select(value => ValueSteps.Label(value, step)).ToList();
            labels.Count.ShouldBeInRange(3, 7);
            labels.ShouldBeUnique();
            labels.ShouldAllBe(label => label.Length <= 12);
        }
    }

    private static List<EquityPoint> Points(int count, Func<int, decimal> equity) =>
        [.. Enumerable.Range(0, count).Select(index => new EquityPoint(Start.AddMinutes(index), equity(index)))];
}
