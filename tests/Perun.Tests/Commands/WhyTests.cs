using Perun.Commands;
using Perun.Engine.Risk;

namespace Perun.Tests.Commands;

public sealed class WhyTests : IDisposable
{
    private readonly CommandLine _perun = new() { Width = 100 };

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task The_story_is_told_from_proposal_to_outcome()
    {
        var said = await _perun.TypeAsync("why 42");
        said.Code.ShouldBe(ExitCode.Done);
        said.Output.ShouldContain("Decision 42: Buy AAPL, Resized");
        said.Output.ShouldContain("proposed by sma-cross with a confidence of 0.62");
        said.Output.ShouldContain("the price crossed its average of 20 bars upwards");
        said.Output.ShouldContain("the stop 180.00 (2.17% away), the target 192.00 (4.35% away)");
        said.Output.ShouldContain("  - SMA20 183.10, close 184.00");
        said.Output.ShouldContain("Resized 54 AAPL by the rule PositionSize");
        said.Output.ShouldContain("100 would be worth 18,400.00, the limit is 10,000.00");
        said.Output.ShouldContain("(MAX_POSITION_SIZE)");
        said.Output.ShouldContain("Protection: stop 42.1 for 54 at 180.00 (Accepted).");
        said.Output.ShouldContain("2026-01-05 15:30:01  #45  fill     54 at 184.02");
        said.Output.ShouldContain("The position it opened is still held");
    }

    [Fact]
    public async Task A_closed_trade_ends_the_story()
    {
        _perun.Store!.Story = _perun.Store.Story with { Trade = FakeFacts.Trade };
        var said = await _perun.TypeAsync("why 42");
        said.Output.ShouldContain("-218.58 after fees of 1.50, left by ProtectiveStop");
        said.Output.ShouldNotContain("still held");
    }

    [Fact]
    public async Task A_refusal_traded_nothing()
    {
        _perun.Store!.Story = _perun.Store.Story with
        {
            Decision = FakeFacts.Decision with { Verdict = "Refused", Reason = "LowConfidence", Text = "0.40 is less than 0.60", Quantity = 0 },
            Orders = [],
            Story = [],
        };
        var said = await _perun.TypeAsync("why 42");
        said.Output.ShouldContain("Refused by the rule LowConfidence");
        said.Output.ShouldContain("No orders were given");
        said.Output.ShouldContain("Nothing was traded.");
    }

    [Fact]
    public async Task Long_texts_are_wrapped_to_the_terminal()
    {
        _perun.Store!.Story = _perun.Store.Story with
        {
            Decision = FakeFacts.Decision with { Rationale = string.Join(' ', Enumerable.Repeat("because", 60)) },
            Orders = [],
        };
        var said = await _perun.TypeAsync("why 42");
        said.Output.Split('\n').Max(line => line.Length).ShouldBeLessThanOrEqualTo(100);
        said.Output.Split("because").Length.ShouldBe(61);
    }

    [Fact]
    public async Task The_newest_has_a_name() => (await _perun.TypeAsync("why last")).Output.ShouldContain("Decision 42");

    [Fact]
    public async Task An_unknown_decision_is_answered_with_known_ones()
    {
        var said = await _perun.TypeAsync("why 43");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("There is no decision 43: the newest are 42");
    }

    [Theory]
    [InlineData("why")]
    [InlineData("why 0")]
    [InlineData("why -3")]
    [InlineData("why forty-two")]
    [InlineData("why 99999999999999999999")]
    public async Task What_is_no_decision_is_a_usage_error(string line)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("perun decisions");
    }

    [Fact]
    public void Every_rule_is_explained()
    {
        foreach (var reason in Enum.GetNames<Reason>().Where(name => name != nameof(Reason.None)))
            RuleGlossary.Meaning(reason).ShouldNotBeNull($"the glossary lacks {reason}");
    }

    [Fact]
    public void Settings_named_by_the_glossary_exist()
    {
        var known = Perun.Configuration.KnownSettings.All.Select(setting => setting.Name).ToHashSet();
        var named = Enum.GetNames<Reason>()
            .SelectMany(name => (RuleGlossary.Meaning(name) ?? "").Split(' ', '(', ')', ',', '.', ':'))
            .Where(word => word.Contains('_') && word.All(letter => letter == '_' || char.IsAsciiLetterUpper(letter)))
            .ToArray();
        named.ShouldContain("MIN_CONFIDENCE");
        named.Except(known).ShouldBeEmpty();
    }
}
