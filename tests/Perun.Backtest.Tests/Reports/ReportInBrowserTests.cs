using Perun.Backtest.Reports;
using Perun.Core.Bars;
using Perun.Tests.Web.Browser;

namespace Perun.Backtest.Tests.Reports;

public sealed class ReportInBrowserTests
{
    private const string Requests = "performance.getEntriesByType('resource').length";

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(390, "dark")]
    public async Task A_report_opens_without_a_complaint_or_a_request_and_never_scrolls_sideways(int width, string scheme)
    {
        var bars = SampleRuns.Market(30_000, Timeframe.H1, 5);
        var report = SampleRuns.Report(SampleRuns.Traded("BTC/USD", bars, Timeframe.H1, 5), new Dictionary<string, Bar[]> { ["BTC/USD"] = bars });
        await Open(stream => HtmlReport.Write(stream, report), width, scheme, async tab =>
        {
            (await Number(tab, "document.querySelectorAll('#equity path, #candles path, #days rect, #excursions circle').length")).ShouldBeGreaterThan(100);
            (await Number(tab, "document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
            (await Number(tab, Requests)).ShouldBe(0);
            tab.Complaints.ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task The_trade_table_sorts_filters_and_leads_to_the_chart()
    {
        var bars = SampleRuns.Market(30_000, Timeframe.H1, 5);
        var run = SampleRuns.Traded("BTC/USD", bars, Timeframe.H1, 5);
        var report = SampleRuns.Report(run, new Dictionary<string, Bar[]> { ["BTC/USD"] = bars });
        await Open(stream => HtmlReport.Write(stream, report), 1280, "light", async tab =>
        {
            await tab.SayAsync("document.querySelector('[data-field=profit] button').click()");
            var best = run.Trades.Max(trade => trade.Profit);
            ((string)(await tab.SayAsync("document.querySelector('#trade-table tbody tr').lastChild.textContent"))!).ShouldBe($"+{best:N2}");
            await tab.SayAsync("const box = document.getElementById('find'); box.value = 'target'; box.dispatchEvent(new Event('input'))");
            var targets = run.Trades.Count(trade => trade.Reason == Engine.Ledger.ExitReason.Target);
            ((string)(await tab.SayAsync("document.getElementById('count').textContent"))!).ShouldStartWith($"{targets:N0} trades");
            await tab.SayAsync("document.querySelector('#trade-table tbody tr').click()");
            (await Number(tab, "document.querySelectorAll('.entry-mark.chosen').length")).ShouldBe(1);
            await tab.SayAsync("for (const id of ['all', 'in', 'later', 'earlier', 'log', 'theme', 'more']) document.getElementById(id).click()");
            await tab.SayAsync("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))");
            tab.Complaints.ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task A_benchmark_that_dwarfs_the_account_can_be_taken_out_of_the_picture()
    {
        var bars = SampleRuns.Market(2000, Timeframe.H1, 5);
        var report = SampleRuns.Report(SampleRuns.Traded("BTC/USD", bars, Timeframe.H1, 5), new Dictionary<string, Bar[]> { ["BTC/USD"] = bars });
        await Open(stream => HtmlReport.Write(stream, report), 1280, "light", async tab =>
        {
            (await Number(tab, "document.querySelectorAll('#equity .line').length")).ShouldBe(2);
            var with = (string)(await tab.SayAsync("document.querySelector('#equity .equity.line').getAttribute('d')"))!;
            await tab.SayAsync("document.querySelector('#equity-key button').click()");
            (await Number(tab, "document.querySelectorAll('#equity .line').length")).ShouldBe(1);
            ((string)(await tab.SayAsync("document.querySelector('#equity .equity.line').getAttribute('d')"))!).ShouldNotBe(with, "the account has the whole height now");
            await tab.SayAsync("document.querySelector('#equity-key button').click()");
            ((string)(await tab.SayAsync("document.querySelector('#equity .equity.line').getAttribute('d')"))!).ShouldBe(with);
            tab.Complaints.ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task Hostile_names_are_shown_as_the_text_they_are()
    {
        var report = HtmlReportTests.HostileReport();
        await Open(stream => HtmlReport.Write(stream, report), 1280, "light", async tab =>
        {
            ((string)(await tab.SayAsync("document.querySelector('h1').textContent"))!).ShouldBe(HtmlReportTests.Hostile);
            ((string)(await tab.SayAsync("document.querySelector('#trade-table tbody .name').textContent"))!).ShouldBe(HtmlReportTests.Hostile);
            (await Number(tab, "document.images.length")).ShouldBe(0);
            ((string)(await tab.SayAsync("document.title"))!).ShouldStartWith("</script>");
            (await Number(tab, "document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
            tab.Complaints.ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task A_comparison_and_an_empty_run_open_too()
    {
        var bars = SampleRuns.Market(2000, Timeframe.H1, 5);
        var report = SampleRuns.Report(SampleRuns.Traded("BTC/USD", bars, Timeframe.H1, 5));
        var empty = SampleRuns.Report(SampleRuns.Days());
        await Open(stream => ComparisonPage.Write(stream, [report, empty, report]), 390, "light", async tab =>
        {
            (await Number(tab, "document.querySelectorAll('#equity .line').length")).ShouldBe(2);
            (await Number(tab, "document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
            tab.Complaints.ShouldBeEmpty();
        });
        await Open(stream => HtmlReport.Write(stream, empty), 390, "dark", tab =>
        {
            tab.Complaints.ShouldBeEmpty();
            return Task.CompletedTask;
        });
    }

    private static async Task<double> Number(Tab tab, string expression) => (double)(await tab.SayAsync(expression))!;

    private static async Task Open(Action<Stream> write, int width, string scheme, Func<Tab, Task> look)
    {
        Assert.SkipWhen(Chromium.IsMissing, $"{Chromium.Program} is not installed");
        var folder = Directory.CreateTempSubdirectory("perun-report-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await using (var stream = File.Create(file)) write(stream);
            await using var browser = await Chromium.StartAsync();
            await look(await browser.OpenAsync(new Uri(file), width, 900, scheme));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
