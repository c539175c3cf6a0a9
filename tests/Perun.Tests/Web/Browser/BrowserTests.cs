using Perun.Facts;

namespace Perun.Tests.Web.Browser;

/// One browser for all tests: starting it is what takes long.
public sealed class SharedBrowser : IAsyncLifetime
{
    internal Chromium Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsMissing)
            Browser = await Chromium.StartAsync();
    }

    public ValueTask DisposeAsync() => Chromium.IsMissing ? ValueTask.CompletedTask : Browser.DisposeAsync();
}

public sealed class BrowserTests(SharedBrowser shared) : IAsyncLifetime, IClassFixture<SharedBrowser>
{
    /// A folder for pictures of every page, for those who want to look.
    private static readonly string? Album = Environment.GetEnvironmentVariable("PERUN_TEST_PICTURES");

    private readonly Chromium _browser = shared.Browser;
    private RunningDashboard _dashboard = null!;

    public static bool NoBrowser => Chromium.IsMissing;

    public async ValueTask InitializeAsync()
    {
        if (NoBrowser)
            return;
        _dashboard = await RunningDashboard.StartAsync(options => options with { UpdateGap = TimeSpan.FromMilliseconds(1) });
    }

    public async ValueTask DisposeAsync()
    {
        if (NoBrowser)
            return;
        await _dashboard.DisposeAsync();
    }

    [Theory(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    [InlineData("empty", 1280, "light")]
    [InlineData("empty", 390, "dark")]
    [InlineData("running", 1280, "light")]
    [InlineData("running", 1280, "dark")]
    [InlineData("running", 390, "light")]
    [InlineData("running", 390, "dark")]
    [InlineData("killed", 1280, "dark")]
    [InlineData("killed", 1280, "light")]
    [InlineData("killed", 390, "dark")]
    [InlineData("hostile", 1280, "dark")]
    [InlineData("hostile", 390, "light")]
    public async Task Every_account_fits_its_screen_and_the_browser_has_no_complaint(string account, int width, string scheme)
    {
        Show(account);
        foreach (var path in new[] { "/", $"/why/{Samples.DecisionId}", "/nothing" })
        {
            var tab = await _browser.OpenAsync(new Uri(_dashboard.Address, path), width, scheme: scheme);
            if (path != "/nothing")
                await tab.WaitForAsync("document.querySelector('time')?.textContent.includes('UTC') === false");
            if (path == "/")
                await tab.SayAsync("document.querySelector('details')?.setAttribute('open', '')");

            if (Album is not null)
            {
                var name = $"{account}-{width}-{scheme}-{path.Trim('/').Split('/')[0]}.png";
                await File.WriteAllBytesAsync(Path.Combine(Album, name), await tab.PictureAsync());
            }

            ((int)(await tab.SayAsync("document.documentElement.scrollWidth"))!).ShouldBe(width, path);
            if (account != "hostile")
                ((int)(await tab.SayAsync("[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth).length"))!)
                    .ShouldBe(0, path);
            tab.Complaints.Where(complaint => !complaint.Contains("404 (Not Found)", StringComparison.Ordinal)).ShouldBeEmpty(path);
        }
    }

    [Fact(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    public async Task A_change_arrives_without_reloading_and_without_disturbing_the_reader()
    {
        var tab = await _browser.OpenAsync(_dashboard.Address);
        await tab.SayAsync("""
            window.stayed = true;
            window.row = document.querySelector('[data-key=d4713]');
            row.open = true;
            row.querySelector('a').focus();
            """);

        var before = _dashboard.Facts.Overview;
        _dashboard.Facts.Overview = before with
        {
            Status = before.Status with { Equity = 104_321.09m },
            Decisions = [Samples.Decision(4720, "SAP", "Sell", "Refused", "ShortNotAllowed", "nothing is held"), .. before.Decisions.Take(5)],
        };
        _dashboard.Changes.Announce();
        await tab.WaitForAsync("document.querySelector('[data-key=d4720]') && document.getElementById('account').textContent.includes('104,321.09')");

        ((bool)(await tab.SayAsync("window.stayed"))!).ShouldBeTrue();
        ((bool)(await tab.SayAsync("row.isConnected && row.open && row.contains(document.activeElement)"))!).ShouldBeTrue();
        ((int)(await tab.SayAsync("document.querySelectorAll('.decisions details').length"))!).ShouldBe(6);
        ((bool)(await tab.SayAsync("document.querySelector('.decisions details').dataset.key === 'd4720'"))!).ShouldBeTrue();
        ((bool)(await tab.SayAsync("document.querySelector('[data-key=d4711]') === null"))!).ShouldBeTrue();
        ((string)(await tab.SayAsync("document.title"))!).ShouldStartWith("104,321.09");
        tab.Complaints.ShouldBeEmpty();
    }

    [Fact(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    public async Task A_thrown_switch_appears_on_an_open_page_and_goes_again()
    {
        var tab = await _browser.OpenAsync(new Uri(_dashboard.Address, $"/why/{Samples.DecisionId}"));

        Show("killed");
        _dashboard.Changes.Announce();
        await tab.WaitForAsync("document.getElementById('brakes').textContent.includes('Kill switch')");
        await tab.WaitForAsync("document.querySelector('.strip').classList.contains('mode-live')");

        Show("running");
        _dashboard.Changes.Announce();
        await tab.WaitForAsync("!document.getElementById('brakes').textContent.includes('Kill switch')");
    }

    [Fact(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    public async Task Times_are_shown_in_the_readers_zone_with_UTC_at_hand()
    {
        var tab = await _browser.OpenAsync(_dashboard.Address);

        await tab.WaitForAsync("document.querySelector('.strip time').textContent === '12 Mar 2026 11:42:07'");

        ((string)(await tab.SayAsync("document.querySelector('.strip time').title"))!).ShouldBe("12 Mar 2026 15:42:07 UTC");
    }

    [Fact(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    public async Task A_page_whose_daemon_stopped_says_so()
    {
        var tab = await _browser.OpenAsync(_dashboard.Address);
        await tab.WaitForAsync("document.getElementById('account') !== null");

        await _dashboard.StopAsync();
        await tab.WaitForAsync("document.getElementById('link').textContent.startsWith('disconnected, data as of ')");

        ((bool)(await tab.SayAsync("document.documentElement.classList.contains('is-stale')"))!).ShouldBeTrue();
    }

    [Fact(Skip = "there is no " + Chromium.Program, SkipWhen = nameof(NoBrowser))]
    public async Task Hostile_text_makes_no_node_and_runs_nothing_however_it_arrives()
    {
        foreach (var path in new[] { "/", $"/why/{Samples.DecisionId}" })
        {
            Show("running");
            var tab = await _browser.OpenAsync(new Uri(_dashboard.Address, path));

            Show("hostile");
            _dashboard.Changes.Announce();
            await tab.WaitForAsync("document.body.textContent.includes('window.owned=1')");
            await tab.SayAsync("document.querySelectorAll('details').forEach(row => row.open = true)");

            (await tab.SayAsync("window.owned")).ShouldBeNull();
            ((int)(await tab.SayAsync("document.querySelectorAll('body script, img:not(.brand img), textarea, iframe, [onerror], [onload]').length"))!)
                .ShouldBe(0, path);
            tab.Complaints.ShouldBeEmpty(path);
        }
    }

    private void Show(string account)
    {
        _dashboard.Facts.Overview = account switch
        {
            "empty" => Samples.Empty(),
            "running" => Samples.Running(),
            "killed" => Samples.Killed(),
            _ => HostileSamples.Overview(),
        };
        _dashboard.Facts.Explanation = account == "hostile" ? HostileSamples.Story() : Samples.Story();
    }
}
