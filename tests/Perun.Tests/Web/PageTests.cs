using System.Net;
using System.Text.RegularExpressions;

namespace Perun.Tests.Web;

public sealed partial class PageTests : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task The_page_shows_the_account()
    {
        var html = await _dashboard.Reader.GetStringAsync("/");

        html.ShouldStartWith("<!DOCTYPE html>");
        html.ShouldContain("<strong>SIMULATED</strong>");
        html.ShouldContain("103,482.17");
        html.ShouldContain("BTC/USD");
        html.ShouldContain("62 instead of 80");
        html.ShouldContain($"href=\"/why/{Samples.DecisionId}\"");
    }

    [Fact]
    public async Task The_page_of_a_models_decision_shows_note_answer_and_checks_as_text()
    {
        var html = await _dashboard.Reader.GetStringAsync($"/why/{Samples.DecisionId}");

        html.ShouldContain("What the model said");
        html.ShouldContain("trading-analysis");
        html.ShouldContain("&lt;data&gt;");
        html.ShouldContain("Apple raises its outlook &amp;lt;again&amp;gt;");
        html.ShouldContain("the outlook was raised; 190 is next");
        html.ShouldContain("190 stands nowhere in the context");
        html.ShouldContain("it is not among the symbols asked about");
        html.ShouldContain("it needs 48 tokens, and 9 were left");
        html.ShouldContain("1212 of 1500 tokens");
        html.ShouldContain("You analyse markets. {{schema}}");

        _dashboard.Facts.Explanation = Samples.Story() with { Mind = null };
        (await _dashboard.Reader.GetStringAsync($"/why/{Samples.DecisionId}")).ShouldNotContain("What the model said");
    }

    [Fact]
    public async Task An_empty_account_says_so_in_every_section()
    {
        _dashboard.Facts.Overview = Samples.Empty();

        var html = await _dashboard.Reader.GetStringAsync("/");

        html.ShouldContain("No open position.");
        html.ShouldContain("No order is working.");
        html.ShouldContain("Nothing was proposed yet.");
        html.ShouldContain("The curve begins with the first mark");
    }

    [Fact]
    public async Task A_thrown_switch_and_an_unprotected_position_are_loud()
    {
        _dashboard.Facts.Overview = Samples.Killed();

        var html = await _dashboard.Reader.GetStringAsync("/");

        html.ShouldContain("Kill switch");
        html.ShouldContain("thrown by anna: the feed looks wrong");
        html.ShouldContain("14 of 24 has no working stop");
        html.ShouldContain("UNPROTECTED");
        html.ShouldContain("VALIDATION");
        html.ShouldContain("mode-live");
    }

    [Fact]
    public async Task A_decision_tells_its_story()
    {
        var html = await _dashboard.Reader.GetStringAsync($"/why/{Samples.DecisionId}");

        html.ShouldContain("Close 187.42 crossed above SMA20 186.90");
        html.ShouldContain("62 at 187.42, fee 0.62");
        html.ShouldContain("SIMULATED");
    }

    [Theory]
    [InlineData("/why/12", "There is no decision 12.")]
    [InlineData("/why/twelve", "There is nothing at this address.")]
    [InlineData("/nothing", "There is nothing at this address.")]
    [InlineData("/..%2f..%2fetc%2fpasswd", "There is nothing at this address.")]
    [InlineData("/perun.css/../perun.dll", "There is nothing at this address.")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path, string sentence)
    {
        using var answer = await _dashboard.Reader.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    [Theory]
    [InlineData("/perun.css", "text/css")]
    [InlineData("/perun.js", "text/javascript")]
    [InlineData("/perun.svg", "image/svg+xml")]
    public async Task The_pages_files_are_found_wherever_the_program_is_started(string path, string type)
    {
        var here = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = Path.GetTempPath();
            await using var elsewhere = await RunningDashboard.StartAsync();

            using var answer = await elsewhere.Reader.GetAsync(path);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Content.Headers.ContentLength!.Value.ShouldBeGreaterThan(100);
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/why/4711")]
    public async Task Hostile_text_stays_text_in_every_place(string path)
    {
        _dashboard.Facts.Overview = HostileSamples.Overview();
        _dashboard.Facts.Explanation = HostileSamples.Story();

        var html = await _dashboard.Reader.GetStringAsync(path);

        html.ShouldContain("&lt;script&gt;window.owned=1&lt;/script&gt;");
        html.ShouldNotContain(HostileSamples.Script);
        html.ShouldNotContain("<img src=x");
        html.ShouldNotContain("</textarea");
        InlineCode().IsMatch(html).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/why/4711")]
    [InlineData("/nothing")]
    public async Task No_page_has_inline_script_or_style(string path)
    {
        using var answer = await _dashboard.Reader.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();

        InlineCode().IsMatch(html).ShouldBeFalse();
        html.ShouldNotContain("<style");
    }

    // An attribute inside a tag: quoted values are skipped, so that escaped text in one is not mistaken for it.
    [GeneratedRegex("<[a-z]+(?:\\s+[a-z:-]+(?:=\"[^\"]*\")?)*?\\s+(?:on[a-z]+|style)=", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex InlineCode();
}
