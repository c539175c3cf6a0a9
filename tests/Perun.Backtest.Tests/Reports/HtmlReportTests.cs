using System.Text;
using System.Text.RegularExpressions;
using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.Reports;

public sealed class HtmlReportTests
{
    internal const string Hostile = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">&amp;";

    internal static ReportInput HostileReport()
    {
        var bars = SampleRuns.Market(3000, Timeframe.H1, 5);
        var run = SampleRuns.Traded(Hostile, bars, Timeframe.H1, 5);
        run = run with
        {
            Spec = run.Spec with { Strategy = Hostile, Parameters = new Dictionary<string, double> { [Hostile] = 1 } },
            Refusals = new Dictionary<string, long> { [Hostile] = 3 },
        };
        return SampleRuns.Report(run, new Dictionary<string, Bar[]> { [Hostile] = bars }) with { Benchmark = new BenchmarkCurve(Hostile, run.Equity.Times, run.Equity.Equity) };
    }

    internal static string Page(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void No_name_gets_into_the_page_as_anything_but_text()
    {
        var report = HostileReport();
        foreach (var page in new[] { Page(stream => HtmlReport.Write(stream, report)), Page(stream => ComparisonPage.Write(stream, [report, report])) })
        {
            page.ShouldNotContain("<img");
            page.ShouldContain("&lt;img src=x onerror=");
            Regex.Count(page, "<script", RegexOptions.IgnoreCase).ShouldBe(2);
            Regex.Count(page, "</script", RegexOptions.IgnoreCase).ShouldBe(2);
        }
    }

    [Fact]
    public void The_page_asks_nothing_of_the_world()
    {
        var page = Page(stream => HtmlReport.Write(stream, SampleRuns.Report(SampleRuns.Days(101, 99, 103))));
        page.ShouldContain("default-src 'none'");
        Regex.Matches(page, "(?:src|href|url)\\s*[=(]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking).ShouldBeEmpty();
        Regex.Matches(page, "https?://[^\"' ]*", RegexOptions.NonBacktracking).Select(match => match.Value).Distinct().ShouldBe(["http://www.w3.org/2000/svg"]);
    }

    // The words a person meets first, without a script: a golden small enough to read.
    [Fact]
    public void A_run_that_did_nothing_is_reported_in_whole_sentences()
    {
        var page = Page(stream => HtmlReport.Write(stream, SampleRuns.Report(SampleRuns.Days())));
        page.ShouldContain("<h2>Nothing to judge</h2><p>It never closed a trade, so there is nothing to believe or doubt.</p>");
        page.ShouldContain("Nothing was refused.");
        page.ShouldNotContain("NaN");
    }

    [Fact]
    public void Two_million_bars_make_a_page_of_a_few_megabytes()
    {
        var bars = SampleRuns.Market(2_000_000, Timeframe.M1, 1);
        var run = SampleRuns.Traded("AAPL", bars, Timeframe.M1, 1, hold: 60);
        var statistics = RunStatistics.Of(run, new StatisticsOptions(TradingHours.AroundTheClock));
        var belief = RunBelief.Of(run, statistics, new BeliefOptions(TradingHours.AroundTheClock) { Paths = 50 });
        var input = new ReportInput(run, statistics, belief) { Bars = new Dictionary<string, Bar[]> { ["AAPL"] = bars } };
        using var page = new MemoryStream();
        HtmlReport.Write(page, input);
        page.Length.ShouldBeInRange(500_000, 4_000_000);
    }
}
