using Perun.Adapters.Storage;
using Perun.Core.Signals;
using Perun.Mind.Decisions;
using Perun.Mind.Models;
using Perun.Trading;
using Perun.VenueServers.Models;

namespace Perun.Tests.Minds;

/// From the world's news over a model on the wire to the journal.
public sealed class ModelDecisionTests : IAsyncLifetime
{
    private ModelServer _server = null!;

    private static CancellationToken Cancel => MindSession.Cancel;

    public async ValueTask InitializeAsync() => _server = await ModelServer.StartAsync(new ModelServerSettings { RetryAfter = TimeSpan.Zero }, Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task News_is_traded_on_and_all_that_made_the_decision_is_on_record()
    {
        using var session = new MindSession(seed: 2, "scripted", _server.Address).Open();
        await session.DaysAsync(3);

        var trades = session.Facts.Trades(100, null);
        trades.ShouldNotBeEmpty();
        var story = await session.WhyAsync(trades[^1].Decision);
        story.Decision.By.ShouldStartWith("scripted, trading-analysis@");
        story.Orders.ShouldNotBeEmpty();
        var mind = story.Mind.ShouldNotBeNull();
        story.Decision.Rationale.ShouldStartWith("Good and fresh: ");
        var headline = story.Decision.Rationale["Good and fresh: ".Length..].Split('(')[0].Trim()[..20];
        mind.Note.ShouldContain(headline, customMessage: "the news that was traded on stands in the note");
        mind.Answer.ShouldContain(headline);
        mind.Checks.ShouldContain(entry => entry.Symbol == story.Decision.Symbol && entry.Action == "Buy" && entry.Verdict == "accepted");
        mind.PromptRequest.ShouldNotBeNull().ShouldContain("{{note}}");
        mind.NoteTokens.ShouldBeInRange(1, mind.NoteBudget);

        var kept = session.Decisions;
        kept.Count.ShouldBe(_server.Requests);
        var proposed = session.Store.Reader().Blocks(0, session.Floor.Position).Where(block => block.Name == "signal").Select(block => block.Position).ToList();
        kept.SelectMany(decision => decision.Signals).Select(signal => signal.Position).ShouldBe(proposed, "each signal of the journal belongs to one decision");
        session.Audit().ShouldBe(new(kept.Count, 0, kept.Count, proposed.Count, []), new AuditEquality());
    }

    [Fact]
    public async Task One_seed_makes_one_series_of_notes_and_one_journal()
    {
        using var first = new MindSession(seed: 5, "scripted", _server.Address).Open();
        using var second = new MindSession(seed: 5, "scripted", _server.Address).Open();
        await first.DaysAsync(1);
        await second.DaysAsync(1);

        var notes = first.Decisions.Select(decision => decision.Decision.NoteHash).ToList();
        notes.Distinct().Count().ShouldBe(notes.Count);
        second.Decisions.Select(decision => decision.Decision.NoteHash).ShouldBe(notes);
        second.Floor.Hash.ToArray().ShouldBe(first.Floor.Hash.ToArray());
    }

    [Fact]
    public async Task What_was_asked_once_is_decided_again_without_a_server()
    {
        using var first = new MindSession(seed: 2, "scripted", _server.Address).Open();
        await first.DaysAsync(1);
        var asked = _server.Requests;

        using var again = new MindSession(seed: 2, "scripted", new Uri("http://127.0.0.1:9/v1"), options: ("LLM_REPLAY", "only"));
        using (var from = new ModelStore(first.StorePath, Durability.None))
        using (var to = new ModelStore(again.StorePath, Durability.None))
        {
            foreach (var call in from.Newest(10_000).Reverse()) to.Keep(call);
        }
        again.Open();
        await again.DaysAsync(1);

        _server.Requests.ShouldBe(asked);
        again.Decisions.ShouldAllBe(decision => decision.Decision.FromRecord);
        again.Floor.Hash.ToArray().ShouldBe(first.Floor.Hash.ToArray());
        foreach (var kept in first.Decisions) DecisionReplay.Judge(kept).ShouldNotBeNull().Select(entry => (entry.Symbol, entry.Action, entry.Confidence, entry.Verdict))
            .ShouldBe(kept.Decision.Entries.Select(entry => (entry.Symbol, entry.Action, entry.Confidence, entry.Verdict)));
    }

    [Theory]
    [InlineData("429", "Throttled", 30)]
    [InlineData("500", "Down", 30)]
    [InlineData("reset", "Down", 30)]
    [InlineData("401", "Unauthorised", 30)]
    [InlineData("quota", "QuotaSpent", 30)]
    [InlineData("timeout", "TimedOut", 60)]
    [InlineData("truncated", "Truncated", 30)]
    [InlineData("refusal", "Refused", 30)]
    [InlineData("prose", "Answered", 30)]
    [InlineData("schema", "Answered", 30)]
    [InlineData("nested", "Answered", 30)]
    [InlineData("empty", null, 30)]
    [InlineData("enormous", null, 30)]
    public async Task Whatever_a_model_does_wrong_is_a_hold_that_says_why_and_the_cycle_goes_on(string fault, string? outcome, int rush)
    {
        using var session = new MindSession(seed: 1, $"scripted-{fault}", _server.Address, TimeSpan.FromSeconds(rush)).Open();
        await session.RunAsync(TimeSpan.FromMinutes(46));

        var kept = session.Decisions;
        kept.Count.ShouldBe(3, "one for each cycle");
        // JSON that decides something else is an answer: what is missing in it is missing symbol by symbol.
        var isAnswer = fault == "schema";
        kept.ShouldAllBe(decision => isAnswer ? decision.Decision.Failure == null : decision.Decision.Failure != null && decision.Decision.Failure.Length > 10);
        if (outcome is not null) kept.ShouldAllBe(decision => decision.Decision.Outcome.ToString() == outcome);
        kept.SelectMany(decision => decision.Decision.Entries).ShouldAllBe(entry => entry.Action == SignalAction.Hold && entry.Why != null);
        kept.ShouldAllBe(decision => decision.Signals.Count == decision.Decision.Asked.Count);

        var decided = session.Facts.Decisions(1000, null);
        decided.Count.ShouldBe(kept.Sum(decision => decision.Signals.Count));
        decided.ShouldAllBe(decision => decision.Verdict == "Held" && decision.Rationale.StartsWith("Hold: "));
        session.Facts.OrderCount().ShouldBe(0);
        if (isAnswer) session.Remarks.ShouldContain("BTC/USD, ETH/USD, SOL/USD: the answer does not decide it");
        else session.Failures.ShouldHaveSingleItem().ShouldEndWith("holding", customMessage: "the same trouble is told once");
        session.Audit().Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("500")]
    [InlineData("401")]
    [InlineData("reset")]
    [InlineData("enormous")]
    public async Task Where_a_model_gives_no_answer_the_fallback_decides_and_it_is_told_once(string fault)
    {
        using var session = new MindSession(seed: 1, $"scripted-{fault}", _server.Address, options: ("LLM_FALLBACK_MODEL", "scripted")).Open();
        await session.RunAsync(TimeSpan.FromHours(2));

        var kept = session.Decisions;
        kept.Count.ShouldBe(8);
        kept.ShouldAllBe(decision => decision.Decision.Outcome == OutcomeKind.Answered && decision.Decision.Failure == null && decision.Decision.Model == "scripted");
        kept.ShouldAllBe(decision => decision.Decision.InsteadOf!.StartsWith($"scripted-{fault}: "));
        session.Remarks.ShouldHaveSingleItem().ShouldEndWith(": scripted decides in its place");
        session.Failures.ShouldBeEmpty();
        (await session.WhyAsync(kept[0].Signals[0].Position)).Mind!.InsteadOf.ShouldNotBeNull().ShouldStartWith($"scripted-{fault}: ");
    }

    [Fact]
    public async Task Where_the_fallback_gives_none_either_the_hold_names_both()
    {
        using var session = new MindSession(seed: 1, "scripted-401", _server.Address, options: ("LLM_FALLBACK_MODEL", "scripted-quota")).Open();
        await session.RunAsync(TimeSpan.FromHours(1));

        session.Decisions.ShouldAllBe(decision => decision.Decision.Entries.All(entry => entry.Action == SignalAction.Hold));
        var told = session.Failures.ShouldHaveSingleItem();
        told.ShouldContain("scripted-401 was not allowed");
        told.ShouldContain("in its place scripted-quota: the provider's account for scripted-quota has nothing left");
        session.Facts.Decisions(10, null)[0].Rationale.ShouldContain("scripted-quota");
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_a_hold_too()
    {
        using var session = new MindSession(seed: 1, "scripted", new Uri("http://127.0.0.1:9/v1")).Open();
        await session.RunAsync(TimeSpan.FromMinutes(31));

        session.Decisions.ShouldAllBe(decision => decision.Decision.Outcome == OutcomeKind.Down && decision.Decision.Entries.All(entry => entry.Action == SignalAction.Hold));
        session.Failures.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_spent_budget_leaves_the_rules_to_decide_and_says_so()
    {
        using var session = new MindSession(seed: 3, "scripted", _server.Address, options: ("LLM_DAILY_BUDGET_TOKENS", "10")).Open();
        await session.DaysAsync(2);

        _server.Requests.ShouldBe(0);
        session.Failures.ShouldHaveSingleItem().ShouldContain("decides until then");
        session.Facts.Trades(100, null).ShouldNotBeEmpty();
        var decided = session.Facts.Decisions(1000, null);
        decided.ShouldAllBe(decision => decision.Rationale.EndsWith("(the rules decide: the model's budget is spent)"));
        session.Decisions.Sum(decision => decision.Signals.Count).ShouldBe(decided.Count);
        session.Audit().Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_note_that_can_not_hold_what_must_surface_is_a_hold_and_nobody_is_asked()
    {
        using var session = new MindSession(seed: 1, "scripted", _server.Address, options: ("CONTEXT_BUDGET_TOKENS", "200"));
        File.WriteAllText(Path.Combine(session.Home, "lanes.txt"), "[everything]\nmust-surface = yes\ntags = all\ncap = 60\n");
        session.Open();
        await session.RunAsync(TimeSpan.FromMinutes(16));

        _server.Requests.ShouldBe(0);
        var kept = session.Decisions.ShouldHaveSingleItem();
        kept.Decision.Failure.ShouldNotBeNull().ShouldContain("there is no context note");
        session.Facts.Decisions(100, null).ShouldAllBe(decision => decision.Verdict == "Held");
    }

    [Fact]
    public async Task The_engine_replays_what_a_model_proposed_without_the_model()
    {
        using var session = new MindSession(seed: 2, "scripted", _server.Address).Open();
        await session.DaysAsync(1);
        session.Close(checkpoint: false);
        using var connection = SqliteFile.OpenToRead(session.StorePath)!;
        using var restored = Recovery.Restore(Nowhere.Instance, new JournalReader(connection));

        restored.Difference.ShouldBeNull();
        restored.Replayed.ShouldBeGreaterThan(1000);
    }
}
