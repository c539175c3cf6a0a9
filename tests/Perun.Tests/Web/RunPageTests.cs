using System.Net;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.Keeping;
using Perun.Backtesting;
using Perun.Core.Bars;
using Perun.Tests.Configuration;

namespace Perun.Tests.Web;

/// Kept runs in the browser: the list, the reports, two side by side, and nothing else of the disk.
public sealed class RunPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningDashboard _dashboard = null!;

    private RunShelf Shelf => RunShelf.In(_folder.Path);

    public async ValueTask InitializeAsync()
    {
        var settings = Given.Sources(options: [("PERUN_DATA", _folder.Path)]).Settings!;
        Generator.Run(BarStore.In(_folder.Path), ["BTC/USD"], 5, new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc), 3, null, CancellationToken.None);
        foreach (var strategy in (string[])["sma-atr", "macd"])
            await BacktestAction.RunAsync(new BacktestRequest(settings, strategy, [], ["BTC/USD"], Timeframe.M1, null, null, null, null), CancellationToken.None);
        _folder.Write("runs/secret.txt", "not for the browser");
        _dashboard = await RunningDashboard.StartAsync(options => options with { RunsFolder = Shelf.Folder });
    }

    public async ValueTask DisposeAsync()
    {
        await _dashboard.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_page_of_backtests_lists_them_with_links()
    {
        var html = await _dashboard.Reader.GetStringAsync("/runs");
        foreach (var run in Shelf.List()) html.ShouldContain($"href=\"/runs/{run.Name}\"");
        html.ShouldContain("aria-current=\"page\">Backtests");
        html.ShouldContain("action=\"/compare\"");
        (await _dashboard.Reader.GetStringAsync("/")).ShouldContain("href=\"/runs\"");
    }

    [Fact]
    public async Task A_report_may_run_its_own_script_and_nothing_else()
    {
        var run = Shelf.Find("macd");
        var answer = await _dashboard.Reader.GetAsync($"/runs/{run.Name}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'sha256-");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Perun backtest");

        await File.WriteAllTextAsync(Path.Combine(run.Folder, RunShelf.PageFile), "<script>alert(1)</script>", TestContext.Current.CancellationToken);
        var strange = await _dashboard.Reader.GetAsync($"/runs/{run.Name}");
        strange.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldSatisfyAllConditions(words => words.ShouldContain("sandbox"), words => words.ShouldNotContain("script-src"));
    }

    [Fact]
    public async Task Two_runs_stand_side_by_side()
    {
        var names = Shelf.List().Select(run => run.Name).ToArray();
        var answer = await _dashboard.Reader.GetAsync($"/compare?run={names[0]}&other={names[1]}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Side by side");

        var missing = await _dashboard.Reader.GetAsync($"/compare?run={names[0]}&other=nothing");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.Content.ReadAsStringAsync()).ShouldContain("There is no run");
        (await _dashboard.Reader.GetAsync("/compare")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/runs/..%2Fbars")]
    [InlineData("/runs/%2e%2e/secret.txt")]
    [InlineData("/runs/secret.txt")]
    [InlineData("/runs/RUN/..%2F..%2Fsecret.txt")]
    [InlineData("/runs/RUN/%2e%2e%2fsecret.txt")]
    [InlineData("/runs/RUN/report.html%00.json")]
    [InlineData("/runs/RUN/notes.txt")]
    [InlineData("/compare?run=RUN&other=..%2F..")]
    public async Task Nothing_else_of_the_disk_is_served(string path)
    {
        var run = Shelf.Find("macd");
        await File.WriteAllTextAsync(Path.Combine(run.Folder, "notes.txt"), "not for the browser", TestContext.Current.CancellationToken);
        var answer = await _dashboard.Reader.GetAsync(path.Replace("RUN", run.Name));
        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("not for the browser");
    }

    [Fact]
    public async Task Tables_of_a_run_can_be_taken_away()
    {
        var answer = await _dashboard.Reader.GetAsync($"/runs/{Shelf.Find("macd").Name}/trades.csv");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("symbol,side,opened");
    }

    [Fact]
    public async Task A_dashboard_without_runs_says_so()
    {
        await using var empty = await RunningDashboard.StartAsync();
        (await empty.Reader.GetStringAsync("/runs")).ShouldContain("No run is kept yet");
    }
}
