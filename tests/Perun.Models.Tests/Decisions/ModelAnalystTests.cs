using System.Text.Json;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Mind.Analysts;
using Perun.Mind.Decisions;
using Perun.Mind.Models;
using Perun.Mind.Models.Spend;
using Perun.Mind.Prompts;

namespace Perun.Models.Tests.Decisions;

public sealed class ModelAnalystTests
{
    private readonly RushingClock _clock = new(TimeSpan.FromSeconds(30));
    private readonly KeptDecisions _archive = new();
    private readonly List<string> _remarks = [];
    private readonly Rules _rules = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_becomes_signals_and_is_kept_with_all_that_made_it()
    {
        var model = FakeModel.Saying("<think>hm</think>" + Given.Answer(("AAPL", "buy", 0.8), ("MSFT", "hold", 0.5)));
        var analysis = await Analyst(model).ProposeAsync(Given.Brief("AAPL", "MSFT"), Cancel);
        analysis.Failure.ShouldBeNull();
        analysis.Signals.Select(signal => (signal.Instrument.Value, signal.Action, signal.Confidence)).ShouldBe([(0, SignalAction.Buy, 0.8), (1, SignalAction.Hold, 0.5)]);

        var kept = _archive.All.Single();
        (kept.NoteHash, kept.Note, kept.Model, kept.Outcome, kept.Failure).ShouldBe(("hash-of-note", "the note", "main", OutcomeKind.Answered, null));
        kept.PromptHash.ShouldBe(new PromptLibrary(new ShippedPrompts()).For(ModelTask.TradingAnalysis).Hash);
        analysis.Signals[0].Analyst.ShouldContain(kept.PromptHash[..12]);
        kept.Answer.ShouldStartWith("<think>");
        var json = JsonSerializer.Serialize(kept, DecisionJson.Default.DecisionRecord);
        JsonSerializer.Deserialize(json, DecisionJson.Default.DecisionRecord)!.Entries.Select(entry => entry.Action).ShouldBe([SignalAction.Buy, SignalAction.Hold]);
    }

    [Fact]
    public async Task A_failed_answer_is_a_hold_that_says_why_and_is_told_once()
    {
        var analyst = Analyst(FakeModel.Saying("no idea", "no idea", Given.Answer(("AAPL", "buy", 0.8)), "no idea"));
        var first = await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel);
        first.Signals.Single().ShouldSatisfyAllConditions(hold => hold.Action.ShouldBe(SignalAction.Hold), hold => hold.Rationale.ShouldBe("Hold: the answer has no JSON in it"));
        first.Failure!.ShouldContain("no JSON");
        (await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel)).Failure.ShouldBeNull();
        (await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel)).Signals.Single().Action.ShouldBe(SignalAction.Buy);
        (await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_the_budget_is_spent_the_rules_decide_and_say_so()
    {
        var model = FakeModel.Saying(Given.Answer(("AAPL", "buy", 0.8)));
        var analysis = await Analyst(model, budget: new DailyBudget(10, null, new SpendingInMemory(), _clock)).ProposeAsync(Given.Brief("AAPL"), Cancel);
        model.Calls.ShouldBe(0);
        analysis.Failure!.ShouldContain("the rules decides until then");
        analysis.Signals.Single().ShouldSatisfyAllConditions(signal => signal.Analyst.ShouldBe("the rules"), signal => signal.Rationale.ShouldContain("budget is spent"));
        _archive.All.Single().Outcome.ShouldBe(OutcomeKind.BudgetSpent);
    }

    [Fact]
    public async Task The_fallback_follows_every_bar_so_that_it_can_take_over()
    {
        ((IFollowsBars)Analyst(FakeModel.Saying("x"))).See(new InstrumentId(0), default);
        _rules.Seen.ShouldBe(1);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Nothing_is_asked_while_all_markets_are_closed()
    {
        var model = FakeModel.Saying("x");
        var brief = Given.Brief("AAPL", "MSFT");
        var closed = brief with { Instruments = [brief.Instruments[0] with { IsOpen = false }, brief.Instruments[1] with { Price = double.NaN }] };
        (await Analyst(model).ProposeAsync(closed, Cancel)).ShouldBe(Analysis.Nothing);
        model.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_note_that_is_old_or_from_the_future_is_not_decided_on()
    {
        foreach (var (asOf, says) in ((DateTime, string)[])[(Given.Now.AddMinutes(-6), "older than 300 s"), (Given.Now.AddSeconds(1), "after the moment")])
        {
            var model = FakeModel.Saying(Given.Answer(("AAPL", "buy", 0.8)));
            var analysis = await Analyst(model, noteAsOf: asOf).ProposeAsync(Given.Brief("AAPL"), Cancel);
            model.Calls.ShouldBe(0);
            analysis.Signals.Single().Action.ShouldBe(SignalAction.Hold);
            analysis.Failure!.ShouldContain(says);
            _archive.All[^1].Entries.Single().Verdict.ShouldBe(EntryVerdict.Stale);
        }
    }

    [Fact]
    public async Task An_answer_that_took_too_long_is_held()
    {
        var model = new FakeModel((_, _, _) =>
        {
            _clock.Set(Given.Now.AddMinutes(6));
            return Task.FromResult(Given.Response(Given.Answer(("AAPL", "buy", 0.8))));
        });
        var analysis = await Analyst(model).ProposeAsync(Given.Brief("AAPL"), Cancel);
        analysis.Signals.Single().Action.ShouldBe(SignalAction.Hold);
        _archive.All.Single().Entries.Single().Verdict.ShouldBe(EntryVerdict.Stale);
    }

    [Fact]
    public async Task What_is_refused_is_remarked_on_and_what_is_odd_stands_in_the_rationale()
    {
        var model = FakeModel.Saying("""{"decisions":[{"symbol":"AAPL","action":"buy","confidence":0.8,"rationale":"P/E of 17.2","horizon_minutes":30},{"symbol":"GME","action":"buy","confidence":1,"rationale":"x","horizon_minutes":null}]}""");
        var analyst = Analyst(model);
        var analysis = await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel);
        var signal = analysis.Signals.Single();
        signal.Rationale.ShouldBe("P/E of 17.2 [17.2 stands nowhere in the context]");
        signal.Horizon.ShouldBe(TimeSpan.FromMinutes(30));
        await analyst.ProposeAsync(Given.Brief("AAPL"), Cancel);
        _remarks.ShouldBe(["GME: it is not among the symbols asked about"], "what is wrong at every pass is told when it begins");
    }

    [Fact]
    public async Task Many_symbols_are_decided_in_several_requests()
    {
        string[] symbols = [.. Enumerable.Range(0, 2 * Decider.MostSymbols + 1).Select(number => $"S{number}")];
        var model = FakeModel.Saying("""{"decisions":[]}""");
        (await Analyst(model).ProposeAsync(Given.Brief(symbols), Cancel)).Signals.Count.ShouldBe(symbols.Length);
        model.Calls.ShouldBe(3);
        _archive.All.SelectMany(decision => decision.Asked).ShouldBe(symbols);
    }

    [Fact]
    public async Task What_is_asked_holds_no_quantity_and_keeps_the_note_out_of_the_systems_part()
    {
        string system = "", user = "";
        var model = new FakeModel((_, messages, _) =>
        {
            (system, user) = (messages.First().Text, messages.Last().Text);
            return Task.FromResult(Given.Response("{}"));
        });
        var brief = Given.Brief("AAPL");
        await Analyst(model).ProposeAsync(brief with { Instruments = [brief.Instruments[0] with { Held = 1234.5m }] }, Cancel);
        user.ShouldContain("- AAPL (equity): price 100, held long");
        user.ShouldContain("the note");
        (system + user).ShouldNotContain("1234");
        system.ShouldNotContain("the note\n");
        system.ShouldContain("\"additionalProperties\":false");
    }

    private ModelAnalyst Analyst(FakeModel model, DailyBudget? budget = null, DateTime? noteAsOf = null) => new(
        new Decider(new FixedNote("the note", noteAsOf), Given.Desk(new FakeDirectory(("main", model)), _clock, budget: budget), TimeSpan.FromMinutes(5)),
        new PromptLibrary(new ShippedPrompts()), _rules, _archive, _remarks.Add);

    private sealed class Rules : IAnalyst, IFollowsBars
    {
        public string Name => "the rules";

        public int Seen { get; private set; }

        public void See(InstrumentId instrument, in Perun.Core.Bars.Bar minute) => Seen++;

        public ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel) => ValueTask.FromResult(new Analysis([new Signal
        {
            Analyst = Name, Instrument = brief.Instruments[0].Id, Action = SignalAction.Buy, Confidence = 0.6, Rationale = "crossed", BasedOn = brief.AsOf,
        }]));
    }
}
