using Perun.Backtest.Belief;
using Perun.Backtest.Statistics;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.Belief;

public sealed class SharpeEvidenceTests
{
    private static readonly double Monthly = Math.Sqrt(12);

    // Bailey and López de Prado (2012), "The Sharpe Ratio Efficient Frontier": 24 months with mean 0.036, deviation 0.079,
    // skewness -2.448, kurtosis 10.164: a monthly ratio of 0.458. The probability is 0.982 as if normal, 0.913 in truth.
    [Theory]
    [InlineData(0, 3, 0.982)]
    [InlineData(-2.448, 10.164, 0.913)]
    public void The_probabilistic_ratio_is_that_of_the_papers_hedge_fund(double skewness, double kurtosis, double expected) =>
        SharpeEvidence.Probabilistic(0.458, 0, 24, skewness, kurtosis)!.Value.ShouldBe(expected, 0.0006);

    // The same paper: a yearly ratio of 2 needs 3.24 years of months to be above 1 at 95 % if normal, 4.99 years with
    // skewness -0.72 and kurtosis 5.78; 2.73 years of days.
    [Theory]
    [InlineData(12, 0, 3, 3.24)]
    [InlineData(12, -0.72, 5.78, 4.99)]
    [InlineData(252, 0, 3, 2.73)]
    public void The_minimum_track_record_is_that_of_the_paper(int perYear, double skewness, double kurtosis, double years)
    {
        var root = Math.Sqrt(perYear);
        (SharpeEvidence.MinimumTrackRecord(2 / root, 1 / root, skewness, kurtosis, 0.95)!.Value / perYear).ShouldBe(years, 0.01);
    }

    // Bailey and López de Prado (2014), "The Deflated Sharpe Ratio": 1250 days, yearly ratio 2.5, yearly variance of the
    // trials 1/2, skewness -3, kurtosis 10: with 100 trials luck gives 0.1132 a day and the ratio is 0.9004; with 46, 0.9505.
    [Theory]
    [InlineData(100, 0.9004)]
    [InlineData(46, 0.9505)]
    public void The_deflated_ratio_is_that_of_the_papers_example(int variants, double expected) =>
        SharpeEvidence.Deflated(2.5 / Math.Sqrt(250), 1250, -3, 10, variants, 0.5 / 250)!.Value.ShouldBe(expected, 0.0005);

    [Fact]
    public void The_best_of_a_hundred_without_skill_shows_what_the_paper_says() =>
        SharpeEvidence.ExpectedBest(100, 0.5 / 250).ShouldBe(0.1132, 0.00005);

    // 36 days of +1 % and -0.5 % in turn: mean 0.25 %, deviation 0.75 % times the root of 36/35, no skew and a kurtosis of one, so the
    // ratio's error is that of a normal's mean. By hand 35/18 deviations above zero, and 1 + 1.645² × 9 × 36/35 days to believe it.
    [Fact]
    public void What_a_run_says_of_its_Sharpe_ratio_is_as_worked_by_hand()
    {
        var value = 100.0;
        var run = SampleRuns.Days([.. Enumerable.Range(0, 36).Select(day => value *= day % 2 == 0 ? 1.01 : 0.995)]);
        var belief = RunBelief.Of(run, RunStatistics.Of(run, new StatisticsOptions(TradingHours.AroundTheClock)), new BeliefOptions(TradingHours.AroundTheClock));
        belief.ProbabilisticSharpe!.Value.ShouldBe(0.97407, 0.00002);
        belief.DeflatedSharpe.ShouldBe(belief.ProbabilisticSharpe, "one try needs no deflation");
        belief.DaysNeeded!.Value.ShouldBe(1 + 1.644854 * 1.644854 * 9 * 36 / 35, 0.0001);
    }

    [Fact]
    public void A_single_try_needs_no_deflation() =>
        SharpeEvidence.Deflated(0.1, 500, -1, 5, 1, 1).ShouldBe(SharpeEvidence.Probabilistic(0.1, 0, 500, -1, 5));

    [Fact]
    public void No_record_is_long_enough_for_what_does_not_beat_luck()
    {
        SharpeEvidence.MinimumTrackRecord(1 / Monthly, 1 / Monthly, 0, 3, 0.95).ShouldBeNull();
        SharpeEvidence.Probabilistic(0.1, 0, 1, 0, 3).ShouldBeNull();
    }

    // Abramowitz and Stegun, table 26.1.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.024997895148220)]
    [InlineData(5, 0.999999713348428)]
    [InlineData(-8, 6.22096057427178e-16)]
    public void The_normal_distribution_is_that_of_the_tables(double x, double expected) =>
        (Normal.Cumulative(x) / expected).ShouldBe(1, 1e-8);

    [Fact]
    public void Quantile_and_distribution_are_each_others_reverse()
    {
        for (var chance = 0.001; chance < 1; chance += 0.013)
            Normal.Cumulative(Normal.Quantile(chance)).ShouldBe(chance, 1e-13);
    }
}
