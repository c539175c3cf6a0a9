using Perun.Backtest.Reports;
using Perun.Backtest.Search.WalkForward;
using Perun.Backtest.Tests.Search;
using Perun.Tests.Web.Browser;

namespace Perun.Backtest.Tests.Reports;

public sealed class SearchPagesInBrowserTests
{
    [Theory]
    [InlineData(1280, "light")]
    [InlineData(390, "dark")]
    public async Task A_sweep_opens_without_a_complaint_and_its_map_folds_over_any_two_parameters(int width, string scheme)
    {
        var result = SearchBench.Search(SearchBench.Plan(20_000, "sma-atr", "period=10:80:10", "stopAtr=1:4:1", "targetAtr=2:6:2"));
        await Open(stream => SweepPage.Write(stream, result), width, scheme, async tab =>
        {
            (await Number(tab, "document.querySelectorAll('#map .cell').length")).ShouldBeGreaterThanOrEqualTo(12);
            (await Number(tab, "document.querySelectorAll('#along svg').length")).ShouldBe(3);
            (await Number(tab, "document.querySelectorAll('.rank tbody tr').length")).ShouldBe(50);
            await tab.SayAsync("for (const [id, value] of [['across', '1'], ['down', '2'], ['down', '1'], ['fold', 'best']]) { const box = document.getElementById(id); box.value = value; box.dispatchEvent(new Event('change')); }");
            (await Number(tab, "document.querySelectorAll('#map .won').length")).ShouldBe(1);
            await Sound(tab);
        });
    }

    [Fact]
    public async Task A_walk_forward_opens_without_a_complaint()
    {
        var search = SearchBench.Plan(12_000, "sma-atr", "period=10:40:10");
        Stretch.TryParse("2000b", out var train).ShouldBeTrue();
        Stretch.TryParse("1000b", out var test).ShouldBeTrue();
        var result = WalkForwardRun.Run(new WalkForwardPlan { Search = search, Train = train, Test = test }, null, null, CancellationToken.None);
        await Open(stream => WalkForwardPage.Write(stream, result), 390, "light", async tab =>
        {
            (await Number(tab, "document.querySelectorAll('#equity path, #decay path, #chosen path').length")).ShouldBeGreaterThanOrEqualTo(4);
            await Sound(tab);
        });
    }

    private static async Task Sound(Tab tab)
    {
        (await Number(tab, "document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        (await Number(tab, "performance.getEntriesByType('resource').length")).ShouldBe(0);
        tab.Complaints.ShouldBeEmpty();
    }

    private static async Task<double> Number(Tab tab, string expression) => (double)(await tab.SayAsync(expression))!;

    private static async Task Open(Action<Stream> write, int width, string scheme, Func<Tab, Task> look)
    {
        Assert.SkipWhen(Chromium.IsMissing, $"{Chromium.Program} is not installed");
        var folder = Directory.CreateTempSubdirectory("perun-search-page-");
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
