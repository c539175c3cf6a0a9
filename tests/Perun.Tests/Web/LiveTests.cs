using System.Net;
using System.Text.Json;
using Perun.Facts;

namespace Perun.Tests.Web;

public sealed class LiveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_opened_stream_sends_every_section_and_then_only_what_changed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var events = await EventReader.OpenAsync(dashboard, "/live");

        var first = Sections(await events.NextAsync("sections"));
        dashboard.Facts.Overview = WithEquity(dashboard.Facts.Overview, 104_000.99m);
        dashboard.Changes.Announce();
        var second = Sections(await events.NextAsync("sections"));

        first.Keys.ShouldBe(["strip", "brakes", "account", "equity", "positions", "orders", "decisions", "trades", "venue", "markets", "alerts"]);
        second["account"].ShouldContain("104,000.99");
        second.ShouldNotContainKey("positions");
    }

    [Fact]
    public async Task A_quiet_stream_beats()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            options => options with { Heartbeat = TimeSpan.FromMilliseconds(20), UpdateGap = TimeSpan.FromMilliseconds(1) });
        using var events = await EventReader.OpenAsync(dashboard, "/live");

        await events.NextAsync("sections");
        await events.NextAsync("beat");
        await events.NextAsync("beat");

        dashboard.Facts.OverviewsTaken.ShouldBe(1);
    }

    [Fact]
    public async Task Many_changes_at_once_are_few_updates()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var events = await EventReader.OpenAsync(dashboard, "/live");
        await events.NextAsync("sections");

        for (var i = 0; i < 1000; i++)
        {
            dashboard.Facts.Overview = WithEquity(dashboard.Facts.Overview, 100_000 + i);
            dashboard.Changes.Announce();
        }

        string account;
        do
        {
            Sections(await events.NextAsync("sections")).TryGetValue("account", out account!);
        }
        while (account?.Contains("100,999.00", StringComparison.Ordinal) != true);

        dashboard.Facts.OverviewsTaken.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task Browsers_that_do_not_read_hold_up_nobody()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            options => options with { UpdateGap = TimeSpan.FromMilliseconds(1) });
        var lazy = new List<EventReader>();
        for (var i = 0; i < 20; i++)
            lazy.Add(await EventReader.OpenAsync(dashboard, "/live"));
        using var eager = await EventReader.OpenAsync(dashboard, "/live");
        await eager.NextAsync("sections");

        // Large enough to fill every buffer between server and browser.
        for (var i = 1; i <= 40; i++)
        {
            dashboard.Facts.Overview = WithAlert(dashboard.Facts.Overview, i + new string('x', 200_000));
            dashboard.Changes.Announce();
            Sections(await eager.NextAsync("sections"))["alerts"].ShouldContain($">{i}x");
        }

        lazy.ForEach(reader => reader.Dispose());
    }

    [Fact]
    public async Task A_decisions_page_follows_its_story()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var events = await EventReader.OpenAsync(dashboard, $"/live/why/{Samples.DecisionId}");
        var first = Sections(await events.NextAsync("sections"));

        var story = Samples.Story();
        dashboard.Facts.Explanation = story with { Story = [.. story.Story, new(Samples.Now, 4800, "Closed", "the target was reached")] };
        dashboard.Changes.Announce();
        var second = Sections(await events.NextAsync("sections"));

        first.Keys.ShouldBe(["strip", "brakes", "story"]);
        second.Keys.ShouldBe(["story"]);
        second["story"].ShouldContain("the target was reached");
    }

    [Fact]
    public async Task Open_pages_are_bounded()
    {
        await using var dashboard = await RunningDashboard.StartAsync(options => options with { MaxStreams = 1 });
        using var first = await EventReader.OpenAsync(dashboard, "/live");
        await first.NextAsync("sections");

        using var second = await dashboard.Reader.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead);

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Stopping_ends_the_open_streams()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var events = await EventReader.OpenAsync(dashboard, "/live");
        await events.NextAsync("sections");

        await dashboard.StopAsync().WaitAsync(Patience);

        (await events.IsOverAsync()).ShouldBeTrue();
    }

    private static Overview WithEquity(Overview overview, decimal equity) =>
        overview with { Status = overview.Status with { Equity = equity } };

    private static Overview WithAlert(Overview overview, string text) =>
        overview with { Alerts = [new(Samples.Now, "Info", "Halted", null, text)] };

    private static Dictionary<string, string> Sections(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.GetProperty("sections").EnumerateObject()
            .ToDictionary(section => section.Name, section => section.Value.GetString()!);
    }
}
