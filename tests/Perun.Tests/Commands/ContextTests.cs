using System.Text.Json;
using Perun.Commands;
using Perun.Daemon;
using Perun.Facts;
using Perun.Minds;
using Perun.Trading;

namespace Perun.Tests.Commands;

public sealed class ContextTests : IDisposable
{
    private readonly CommandLine _perun = new() { Width = 120 };

    public void Dispose() => _perun.Dispose();

    [Fact]
    public async Task The_note_is_shown_with_why_each_item_is_in_it_or_not()
    {
        _perun.Store!.Context = Sample;
        var said = await _perun.TypeAsync("context show --budget 400 --all");
        said.Code.ShouldBe(ExitCode.Done);
        _perun.Store.AskedContext.ShouldBe(new ContextQuery(400, All: true));
        said.Output.ShouldContain("120 of 400 tokens (estimated), for AAPL, as of 2026-01-05 15:30:00 UTC");
        said.Output.ShouldContain("- AAPL opens well");
        said.Output.ShouldContain("news-sentiment  enabled");
        said.Output.ShouldContain("stale since 2026-01-05 15:00:00");
        said.Output.ShouldContain("perigon: stale since 2026-01-05 15:00:00 UTC, it does not answer");
        said.Output.ShouldContain("+ Evidence:1  news-sentiment, told, score 3 = 2 severity + 1 relevance");
        said.Output.ShouldContain("- Evidence:2  news-sentiment, no room, score 1 = 1 severity");
        said.Output.ShouldContain("it needs 50 tokens, and 3 were left");
        said.Error.ShouldContain("Perun does not run");
    }

    [Fact]
    public async Task A_note_that_can_not_be_written_ends_with_a_code_and_a_reason()
    {
        _perun.Store!.Context = Sample with { Note = "", Tokens = 0, Failure = "what must be told does not fit" };
        var said = await _perun.TypeAsync("context show");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Output.ShouldContain("what must be told does not fit");
        _perun.Store.AskedContext.ShouldBe(new ContextQuery());
    }

    [Fact]
    public async Task A_script_gets_one_document()
    {
        _perun.Store!.Context = Sample;
        var said = await _perun.TypeAsync("context show --json");
        said.Json.GetProperty("tokens").GetInt32().ShouldBe(120);
        said.Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        JsonSerializer.Deserialize(said.Output, FactsJson.Default.ContextFact)!.Note.ShouldBe(Sample.Note);
    }

    [Fact]
    public async Task Where_nothing_was_gathered_that_is_said()
    {
        var said = await _perun.TypeAsync("context show");
        said.Code.ShouldBe(ExitCode.Refused);
        said.Error.ShouldContain("Nothing is known yet");
    }

    [Theory]
    [InlineData("context show --budget 0")]
    [InlineData("context show --budget many")]
    [InlineData("context show --budget 99999999")]
    public async Task A_budget_that_is_none_is_a_usage_error(string line)
    {
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("The budget");
    }

    [Fact]
    public async Task Mistakes_in_the_lanes_are_told_by_config()
    {
        File.WriteAllText(LaneBook.PathIn(_perun.Home), "[market-data]\ncap = none\n");
        var said = await _perun.TypeAsync("config --changed");
        said.Code.ShouldBe(ExitCode.Environment);
        said.Error.ShouldContain("lanes.txt, line 2: cap is");
    }

    [Fact]
    public async Task The_audit_says_what_it_looked_at_and_its_code_what_it_found()
    {
        _perun.Actions = new PerunActions { Audit = (_, _) => Task.FromResult(new AuditReport(12, 3, 9, 24, [])) };
        var whole = await _perun.TypeAsync("audit verify");
        whole.Code.ShouldBe(ExitCode.Done);
        whole.Output.ShouldContain("12 links of notes and decisions, 3 older ones let go behind a seal; 24 signals");
        whole.Output.ShouldContain("Whole");

        _perun.Actions = new PerunActions { Audit = (_, _) => Task.FromResult(new AuditReport(12, 0, 9, 24, ["note 4 was changed after it was written"])) };
        var broken = await _perun.TypeAsync("audit verify --json");
        broken.Code.ShouldBe(ExitCode.Refused);
        broken.Json.GetProperty("problems")[0].GetString().ShouldBe("note 4 was changed after it was written");
    }

    [Theory]
    [InlineData("audit verify")]
    [InlineData("replay 1 100")]
    [InlineData("memory stats")]
    public async Task A_store_that_can_not_be_read_is_a_sentence_and_no_mistake_of_ours(string line)
    {
        Directory.CreateDirectory(_perun.Data);
        await File.WriteAllBytesAsync(Path.Combine(_perun.Data, PerunDaemon.StoreFile), [.. Enumerable.Range(0, 20_000).Select(number => (byte)(number * 7))], TestContext.Current.CancellationToken);
        _perun.Actions = new PerunActions { Audit = ArchiveVerification.RunAsync, Replay = ReplayRun.RunAsync };
        var said = await _perun.TypeAsync(line);
        said.Code.ShouldBe(ExitCode.Environment, said.Error);
        said.Error.ShouldContain("is not a database of Perun's");
        said.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_story_of_a_models_decision_tells_note_prompt_answer_and_checks()
    {
        _perun.Store!.Story = _perun.Store.Story with { Mind = Web.Samples.Mind() };
        var said = await _perun.TypeAsync("why 42");
        said.Output.ShouldContain("gpt-4o-mini, prompt trading-analysis version 3facaa7fea28: answered in 1.25 s, 1471 tokens in, 100 out, $0.0021.");
        said.Output.ShouldContain("AAPL buy 0.71: accepted");
        said.Output.ShouldContain("flagged: 190 stands nowhere in the context");
        said.Output.ShouldContain("GME hold: symbol outside, it is not among the symbols asked about");
        said.Output.ShouldContain("The note it saw (1212 of 1500 tokens)");
        said.Output.ShouldContain("Apple raises its outlook");
        said.Output.ShouldContain("The prompt it was given (trading-analysis, version 3facaa7fea28)");
        said.Output.ShouldContain("You analyse markets. {{schema}}");
        said.Output.ShouldContain("It is {{as_of}} UTC. {{note}}");
        said.Output.ShouldContain("link 17 of the archive");
    }

    private static ContextFact Sample { get; } = new()
    {
        AsOf = FakeFacts.Now,
        Focus = ["AAPL"],
        Budget = 400,
        Tokens = 120,
        Counter = "estimated",
        Note = "# Context\n<data>\n- AAPL opens well\n</data>\n",
        Lanes = [new LaneFact("news-sentiment", "News", "enabled", false, 2, 1, 80, FakeFacts.Now.AddMinutes(-30))],
        Sources = [new SourceFact("perigon", "news-sentiment", true, null, FakeFacts.Now.AddMinutes(-30), "it does not answer", 1, 0, 0)],
        Items =
        [
            new ItemFact("Evidence:1", "AAPL opens well", "news-sentiment", 3, "3 = 2 severity + 1 relevance", "told", true, "worth its room in news-sentiment", 80),
            new ItemFact("Evidence:2", "MSFT, too", "news-sentiment", 1, "1 = 1 severity", "no room", false, "it needs 50 tokens, and 3 were left", 50),
        ],
    };
}
