using Perun.Commands;

namespace Perun.Tests.Commands;

public sealed class FactCommandsTests : IDisposable
{
    private readonly CommandLine _perun = new();

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task Status_says_at_a_glance_how_it_stands()
    {
        var said = await _perun.TypeAsync("status");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("Perun does not run, simulated: this is what it remembers");
        said.Output.ShouldContain("2026-01-05 15:30:00 UTC, 60 times real time");
        said.Output.ShouldContain("Equity      100,234.50");
        said.Output.ShouldContain("Today          +234.50");
        said.Output.ShouldContain("LossStreak brake: 3 losses in a row (until 2026-01-05 16:30:00 UTC)");
        said.Output.ShouldContain("Entries are stopped.");
        said.Output.ShouldContain("1 position");
        said.Output.ShouldContain("AAPL     184.50  open   2026-01-05 20:30:00");
        said.Output.ShouldContain("BTC/USD    none  open   never");
        said.Output.ShouldContain("entries pause");
    }

    [Fact]
    public async Task Plain_output_has_no_colour_and_no_box()
    {
        var said = await _perun.TypeAsync("positions");
        said.Output.ShouldContain("symbol  quantity   entry   price     value  profit       %    stop  target  protection  decision");
        said.Output.ShouldContain("AAPL          54  184.02  184.50  9,963.00  +25.92  +0.26%  180.00  192.00  by venue          42");
        said.Output.ShouldNotContain('\u001b');
        said.Output.ShouldNotContain('│');
    }

    [Fact]
    public async Task A_terminal_gets_colours_and_tables()
    {
        _perun.IsRich = true;
        var said = await _perun.TypeAsync("positions");
        said.Output.ShouldContain('\u001b');
        said.Output.ShouldContain('│');
        said.Output.ShouldContain("9,963.00");
    }

    [Theory]
    [InlineData("positions")]
    [InlineData("orders")]
    [InlineData("trades")]
    [InlineData("decisions")]
    public async Task A_narrow_terminal_gets_the_columns_that_fit(string command)
    {
        _perun.IsRich = true;
        var wide = Lines(await _perun.TypeAsync(command));
        _perun.Width = 80;
        var narrow = Lines(await _perun.TypeAsync(command));
        wide.Max(line => line.Length).ShouldBeGreaterThan(80);
        narrow.Max(line => line.Length).ShouldBeLessThanOrEqualTo(80);
        narrow.ShouldContain(line => line.Contains("AAPL"));

        static string[] Lines(Said said) => System.Text.RegularExpressions.Regex.Replace(
            said.Output, "\u001b\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Split('\n');
    }

    [Fact]
    public async Task An_unprotected_position_stands_out()
    {
        var position = _perun.Store!.Overview.Positions[0] with { IsProtected = false, ProtectedQuantity = 20 };
        _perun.Store.Overview = _perun.Store.Overview with { Positions = [position] };
        (await _perun.TypeAsync("positions")).Output.ShouldContain("only 20 by venue");
        _perun.Store.Overview = _perun.Store.Overview with { Positions = [position with { ProtectedQuantity = 0 }] };
        (await _perun.TypeAsync("positions")).Output.ShouldContain("NONE");
    }

    [Theory]
    [InlineData("orders", "42.1", "ProtectiveStop")]
    [InlineData("trades", "-218.58", "1 h 30 min")]
    [InlineData("decisions", "Resized", "the limit is 10,000.00")]
    public async Task Lists_show_what_matters(string command, string first, string second)
    {
        var said = await _perun.TypeAsync(command);
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain(first);
        said.Output.ShouldContain(second);
        said.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("status --json")]
    [InlineData("positions --json")]
    [InlineData("orders --json")]
    [InlineData("trades --json")]
    [InlineData("decisions --json")]
    [InlineData("why 42 --json")]
    public async Task Json_is_one_document_and_nothing_else(string line)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.TrimEnd('\n').ShouldNotContain("\n");
        var root = said.Json;
        if (root.ValueKind == System.Text.Json.JsonValueKind.Array) root.GetArrayLength().ShouldBe(1);
        else root.TryGetProperty(line.StartsWith("why", StringComparison.Ordinal) ? "decision" : "status", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Status_as_json_carries_the_numbers()
    {
        var status = (await _perun.TypeAsync("status --json")).Json;
        status.GetProperty("source").GetString().ShouldBe("store");
        status.GetProperty("status").GetProperty("equity").GetDecimal().ShouldBe(100_234.5m);
        status.GetProperty("positions")[0].GetProperty("symbol").GetString().ShouldBe("AAPL");
    }

    [Fact]
    public async Task Limit_and_symbol_reach_the_facts()
    {
        await _perun.TypeAsync("orders --limit 7 --symbol aapl");
        _perun.Store!.LastQuery.ShouldBe(new Facts.FactQuery(7, "AAPL", OpenOnly: true));
        await _perun.TypeAsync("orders --all");
        _perun.Store.LastQuery.ShouldBe(new Facts.FactQuery(20, null, OpenOnly: false));
    }

    [Fact]
    public async Task Without_a_store_it_says_how_to_start()
    {
        _perun.Store = null;
        foreach (var command in new[] { "status", "positions", "orders", "trades", "decisions", "why 1" })
        {
            var said = await _perun.TypeAsync(command);
            said.Code.ShouldBe(ExitCode.Refused);
            said.Error.ShouldContain("Nothing was traded yet: start with ./perun run");
        }
    }

    [Fact]
    public async Task A_failure_is_json_too_where_json_was_asked_for()
    {
        _perun.Store = null;
        var said = await _perun.TypeAsync("status --json");
        said.Json.GetProperty("code").GetInt32().ShouldBe(1);
        said.Json.GetProperty("error").GetString()!.ShouldContain("./perun run");
    }

    [Fact]
    public async Task Text_from_outside_cannot_steer_the_terminal()
    {
        _perun.Store!.Overview = _perun.Store.Overview with { Decisions = [FakeFacts.Decision with { Verdict = "Allowed", Rationale = "buy\u001b[2J\nnow\u009b" }] };
        var said = await _perun.TypeAsync("decisions");
        said.Output.ShouldNotContain('\u001b');
        said.Output.ShouldNotContain('\u009b');
        said.Output.ShouldContain("buy [2J now");
    }
}
