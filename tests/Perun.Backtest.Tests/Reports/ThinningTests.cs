using Perun.Backtest.Reports;
using Perun.Core.Bars;

namespace Perun.Backtest.Tests.Reports;

public sealed class ThinningTests
{
    [Fact]
    public void A_thinned_curve_keeps_its_ends_and_every_extreme()
    {
        var times = Enumerable.Range(0, 100_000).Select(i => (long)i).ToArray();
        var values = times.Select(time => Math.Sin(time / 900.0)).ToArray();
        (values[33_333], values[77_777]) = (9, -9);
        var thin = ThinnedCurve.Of(times, values, 200);
        thin.Times.Length.ShouldBeLessThanOrEqualTo(402);
        (thin.Values.Max(), thin.Values.Min()).ShouldBe((9, -9));
        (thin.Times[0], thin.Times[^1]).ShouldBe((0, 99_999));
        thin.Times.ShouldBe(thin.Times.Order().Distinct());
    }

    [Fact]
    public void A_short_curve_is_left_alone() => ThinnedCurve.Of([1, 2, 3], [5, 6, 7], 200).Values.ShouldBe([5, 6, 7]);

    [Fact]
    public void Joined_bars_lose_no_high_no_low_and_no_end()
    {
        var bars = SampleRuns.Market(100_003, Timeframe.M1, 8);
        var thin = ThinnedBars.Of(bars, [], 1000, 5000);
        thin.Step.ShouldBe(101);
        thin.Overview.Max(bar => bar.High).ShouldBe(bars.Max(bar => bar.High));
        thin.Overview.Min(bar => bar.Low).ShouldBe(bars.Min(bar => bar.Low));
        (thin.Overview[0].Open, thin.Overview[^1].Close).ShouldBe((bars[0].Open, bars[^1].Close));
        thin.Overview.ShouldAllBe(bar => bar.IsSane);
        thin.Detail.ShouldBeEmpty();
    }

    [Fact]
    public void Around_the_first_trades_named_the_bars_stay_as_they_are_until_the_budget_is_spent()
    {
        var bars = SampleRuns.Market(100_000, Timeframe.M1, 8);
        var thin = ThinnedBars.Of(bars, [(50_000, 50_040), (20_000, 20_010), (90_000, 90_001)], 1000, 300);
        thin.Detail.Sum(piece => piece.Bars.Length).ShouldBeInRange(300, 600);
        thin.Detail.ShouldContain(piece => piece.From <= 49_970 && piece.From + piece.Bars.Length > 50_070);
        thin.Detail.ShouldNotContain(piece => piece.From <= 90_000 && piece.From + piece.Bars.Length > 90_000);
        foreach (var (from, piece) in thin.Detail)
        {
            (from % thin.Step).ShouldBe(0);
            piece.ShouldBe(bars[from..(from + piece.Length)]);
        }
    }

    [Fact]
    public void Of_too_many_trades_the_best_and_the_worst_are_shown()
    {
        var trades = Enumerable.Range(0, 20_000).Select(i => SampleRuns.Trade(i * 7919 % 20_000 - 10_000, i % 300)).ToArray();
        var shown = new ShownTrades(trades);
        shown.Total.ShouldBe(20_000);
        shown.All.Count.ShouldBeInRange(ShownTrades.Most - 500, ShownTrades.Most);
        shown.All.Max(one => one.Trade.Profit).ShouldBe(9_999);
        shown.All.Min(one => one.Trade.Profit).ShouldBe(-10_000);
    }

    [Fact]
    public void A_histogram_counts_each_value_once_on_steps_one_can_say()
    {
        var found = Histogram.Of([.. Enumerable.Range(-500, 1001).Select(value => value / 1000.0)], 40)!;
        found.Counts.Sum().ShouldBe(1001);
        found.Step.ShouldBe(0.05, 1e-12);
        Histogram.Of([1, 1, 1], 40).ShouldBeNull();
    }
}
