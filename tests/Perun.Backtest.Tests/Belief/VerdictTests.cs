using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Belief;

public sealed class VerdictTests
{
    private static readonly BeliefOptions Crypto = new(TradingHours.AroundTheClock) { Paths = 200 };

    private static RunResult Run(double edge, int trades = 60)
    {
        var random = new RandomStream(4);
        var value = 100.0;
        var days = SampleRuns.Days([.. Enumerable.Range(0, 730).Select(_ => value *= 1 + edge + 0.01 * random.NextNormal())]);
        return days with { Trades = [.. Enumerable.Range(0, trades).Select(day => SampleRuns.Trade(day % 2 == 0 ? 3 : -1, day))] };
    }

    private static RunBelief Judge(RunResult run, BeliefOptions? options = null) =>
        RunBelief.Of(run, RunStatistics.Of(run, new StatisticsOptions(TradingHours.AroundTheClock)), options ?? Crypto);

    [Fact]
    public void The_same_curve_is_proven_alone_and_luck_among_many()
    {
        var run = Run(0.0011);
        Judge(run).Verdict.Headline.ShouldBe("Holds up so far");
        var many = Judge(run, Crypto with { Variants = 5000 });
        many.Verdict.Tone.ShouldBe(Tone.Bad);
        many.Verdict.Headline.ShouldBe("Probably luck");
        many.Verdict.Findings[0].Text.ShouldStartWith("With 5,000 variants tried, a Sharpe of ");
        many.Verdict.Findings[0].Text.ShouldContain("is what luck alone gives the best of them");
        many.DeflatedSharpe!.Value.ShouldBeLessThan(Judge(run).DeflatedSharpe!.Value);
    }

    [Fact]
    public void An_edge_that_stands_against_its_tries_is_granted_no_more_than_so_far() =>
        Judge(Run(0.004), Crypto with { Variants = 1000 }).Verdict.Sentence.ShouldBe(
            "over 99\u00a0% chance of a real edge, with all 1,000 tries counted, if the future is like this past.");

    [Theory]
    [InlineData(0.004, 0, "Nothing to judge")]
    [InlineData(0.004, 12, "Too few trades")]
    [InlineData(-0.004, 60, "It lost money")]
    public void What_can_not_be_judged_is_not_praised(double edge, int trades, string headline) =>
        Judge(Run(edge, trades)).Verdict.Headline.ShouldBe(headline);

    [Fact]
    public void A_search_that_overfits_spoils_even_a_fine_curve()
    {
        var random = new RandomStream(9);
        var variants = Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, 730).Select(_ => random.NextNormal()).ToArray()).ToArray();
        var belief = Judge(Run(0.004), Crypto with { Variants = 30, VariantReturns = variants });
        belief.Overfitting!.Probability.ShouldBeGreaterThan(0.5);
        belief.Verdict.Headline.ShouldBe("Probably overfitted");
    }

    [Fact]
    public void A_profit_that_hangs_on_five_trades_is_told()
    {
        var run = Run(0.004) with { Trades = [.. Enumerable.Range(0, 60).Select(day => SampleRuns.Trade(day < 5 ? 100 : -2, day))] };
        Judge(run).Verdict.Findings.ShouldContain(finding => finding.Text == "Without its 5 best trades of 60 it would have lost money.");
    }

    [Fact]
    public void Judged_twice_it_says_the_same_to_the_last_digit()
    {
        var run = SampleRuns.Traded("BTC/USD", SampleRuns.Market(3000, Timeframe.H1, 1), Timeframe.H1, 1);
        var (first, second) = (SampleRuns.Report(run), SampleRuns.Report(run));
        using var left = new MemoryStream();
        using var right = new MemoryStream();
        Reports(left, first);
        Reports(right, second);
        left.ToArray().ShouldBe(right.ToArray());

        static void Reports(Stream stream, Backtest.Reports.ReportInput input)
        {
            Backtest.Reports.JsonReport.Write(stream, input);
            Backtest.Reports.HtmlReport.Write(stream, input);
        }
    }
}
