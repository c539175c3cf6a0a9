using Perun.Backtest.Statistics;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.Statistics;

public sealed class BenchmarkTests
{
    // NIST Statistical Reference Datasets, "Norris": certified intercept and slope of y on x.
    private static readonly double[] NorrisY =
    [
        0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
        557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
    ];

    private static readonly double[] NorrisX =
    [
        0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
        556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
    ];

    [Fact]
    public void Alpha_and_beta_are_the_certified_line_of_NIST_Norris()
    {
        var line = BenchmarkStatistics.Compare(NorrisY, NorrisX, 1);
        line.Beta!.Value.ShouldBe(1.00211681802045, 1e-10);
        line.Alpha!.Value.ShouldBe(-0.262323073774029, 1e-8);
    }

    // Differences 0.01, -0.01, 0.03: mean 0.01, deviation 0.02.
    [Fact]
    public void Information_ratio_and_tracking_error_are_as_worked_by_hand()
    {
        var found = BenchmarkStatistics.Compare([0.02, 0.01, 0.02], [0.01, 0.02, -0.01], 100);
        found.InformationRatio!.Value.ShouldBe(5, 1e-9);
        found.TrackingError!.Value.ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void Only_days_that_both_have_are_compared_and_over_the_same_span()
    {
        var run = SampleRuns.Days(110, 121, 133.1, 146.41);
        var times = run.Equity.Times;
        var benchmark = new BenchmarkCurve("index", [times[0], times[1], times[3]], [10, 11, 13.31]);
        var found = BenchmarkStatistics.Of(DailyCurve.From(run, TradingHours.AroundTheClock), benchmark, TradingHours.AroundTheClock)!;
        found.Days.ShouldBe(2);
        found.Beta!.Value.ShouldBe(1, 1e-9);
        found.Alpha!.Value.ShouldBe(0, 1e-9);
        found.Return!.Value.ShouldBe(0.331, 1e-12);
    }

    [Fact]
    public void A_benchmark_that_does_not_move_explains_nothing()
    {
        var found = BenchmarkStatistics.Compare([0.1, 0.2], [0, 0], 252);
        found.Beta.ShouldBeNull();
        found.Alpha.ShouldBeNull();
        found.Correlation.ShouldBeNull();
    }
}
