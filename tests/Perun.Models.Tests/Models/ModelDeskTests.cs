using Microsoft.Extensions.AI;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Models.Tests.Models;

public sealed class ModelDeskTests
{
    private readonly RushingClock _clock = new(TimeSpan.FromSeconds(30));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_with_what_it_cost()
    {
        var reply = await Given.Desk(new FakeDirectory(("main", FakeModel.Saying("hello"))), _clock).AskAsync(Given.Request(), Cancel);
        reply.Outcome.ShouldBe(ModelOutcome.Answered("hello"));
        reply.Tokens.ShouldBe(new TokenUse(100, 20));
        reply.CostUsd.ShouldBe(0.3m);
        reply.Model.ShouldBe("main");
    }

    [Fact]
    public async Task What_passes_is_tried_again_with_growing_pauses()
    {
        var model = FakeModel.Failing(new ModelFailedException(OutcomeKind.Down, "down"), new ModelFailedException(OutcomeKind.Throttled, "slow down"));
        var reply = await Given.Desk(new FakeDirectory(("main", model)), _clock).AskAsync(Given.Request(), Cancel);
        reply.Outcome.IsAnswered.ShouldBeTrue();
        model.Calls.ShouldBe(3);
        // A half of the pause is left to chance, and chance is 0.5 here.
        _clock.Waits.ShouldBe([TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1.5)]);
    }

    [Fact]
    public async Task A_provider_that_names_a_time_is_not_asked_before()
    {
        var model = FakeModel.Failing(new ModelFailedException(OutcomeKind.Throttled, "slow down", TimeSpan.FromSeconds(17)));
        await Given.Desk(new FakeDirectory(("main", model)), _clock).AskAsync(Given.Request(), Cancel);
        _clock.Waits.ShouldBe([TimeSpan.FromSeconds(17)]);
    }

    [Fact]
    public async Task A_provider_that_asks_for_more_patience_than_there_is_is_left_alone_until_then()
    {
        var model = FakeModel.Failing(new ModelFailedException(OutcomeKind.Throttled, "slow down", TimeSpan.FromHours(1)));
        var reply = await Given.Desk(new FakeDirectory(("main", model)), _clock).AskAsync(Given.Request(), Cancel);
        reply.Outcome.Kind.ShouldBe(OutcomeKind.Throttled);
        reply.Outcome.Until.ShouldBe(Given.Now.AddHours(1));
        model.Calls.ShouldBe(1);
    }

    [Theory]
    [InlineData(OutcomeKind.QuotaSpent)]
    [InlineData(OutcomeKind.Unauthorised)]
    [InlineData(OutcomeKind.Rejected)]
    [InlineData(OutcomeKind.Malformed)]
    public async Task What_does_not_pass_is_not_tried_again_and_the_fallback_is_asked(OutcomeKind kind)
    {
        var model = FakeModel.Failing(new ModelFailedException(kind, "no"));
        var reply = await Given.Desk(new FakeDirectory(("main", model), ("second", FakeModel.Saying("from the second"))), _clock, fallback: "second").AskAsync(Given.Request(), Cancel);
        model.Calls.ShouldBe(1);
        reply.Outcome.Text.ShouldBe("from the second");
        (reply.Model, reply.InsteadOf).ShouldBe(("second", "main: no"));
    }

    [Fact]
    public async Task A_refusal_and_a_broken_off_answer_are_what_they_are_and_go_to_no_other_model()
    {
        foreach (var (reason, kind) in ((ChatFinishReason, OutcomeKind)[])[(ChatFinishReason.ContentFilter, OutcomeKind.Refused), (ChatFinishReason.Length, OutcomeKind.Truncated), (ChatFinishReason.ToolCalls, OutcomeKind.Malformed)])
        {
            var model = new FakeModel((_, _, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "half an ans")) { FinishReason = reason }));
            (await Given.Desk(new FakeDirectory(("main", model)), _clock, fallback: kind == OutcomeKind.Malformed ? null : "second").AskAsync(Given.Request(), Cancel)).Outcome.Kind.ShouldBe(kind);
        }
    }

    [Fact]
    public async Task A_model_that_takes_too_long_is_given_up_and_its_time_counts()
    {
        var model = new FakeModel(async (_, _, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return Given.Response("late");
        });
        var record = new CallsInMemory();
        var reply = await Given.Desk(new FakeDirectory(("main", model)), _clock, record, timeout: TimeSpan.FromSeconds(5)).AskAsync(Given.Request(), Cancel);
        reply.Outcome.Kind.ShouldBe(OutcomeKind.TimedOut);
        model.Calls.ShouldBe(1);
        reply.Tokens.Input.ShouldBeGreaterThan(0, "what was sent may be charged for");
        record.All.Single().Outcome.Kind.ShouldBe(OutcomeKind.TimedOut);
    }

    [Fact]
    public async Task A_cancelled_question_ends_as_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var model = new FakeModel(async (_, _, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return Given.Response("late");
        });
        await Should.ThrowAsync<OperationCanceledException>(() => Given.Desk(new FakeDirectory(("main", model)), _clock).AskAsync(Given.Request(), stop.Token));
    }

    [Fact]
    public async Task A_network_that_fails_any_way_is_an_outcome()
    {
        foreach (var failure in (Exception[])[new HttpRequestException("at https://x/?key=secret"), new IOException("broken"), new System.Net.Sockets.SocketException(111)])
        {
            var reply = await Given.Desk(new FakeDirectory(("main", new FakeModel((_, _, _) => throw failure))), _clock).AskAsync(Given.Request(), Cancel);
            reply.Outcome.Kind.ShouldBe(OutcomeKind.Down);
            reply.Outcome.Why!.ShouldNotContain("secret");
        }
    }

    [Fact]
    public async Task Without_a_model_or_its_key_nothing_is_asked_and_it_says_what_to_do()
    {
        var desk = Given.Desk(new FakeDirectory(), _clock);
        (await desk.AskAsync(Given.Request() with { Task = ModelTask.Chat }, Cancel)).Outcome.Why!.ShouldContain("CHAT_LLM_MODEL");
        (await desk.AskAsync(Given.Request(), Cancel)).Outcome.ShouldBe(ModelOutcome.Failed(OutcomeKind.Unauthorised, "main needs SOME_KEY: add it to .env"));
    }

    [Fact]
    public async Task A_spent_budget_asks_nothing_until_the_next_day()
    {
        var model = FakeModel.Saying("hello");
        var budget = new DailyBudget(null, 0.8m, new SpendingInMemory(), _clock);
        var desk = Given.Desk(new FakeDirectory(("main", model), ("second", model)), _clock, budget: budget, fallback: "second");
        // A call may cost up to 0.506 and comes to 0.3.
        (await desk.AskAsync(Given.Request(), Cancel)).Outcome.IsAnswered.ShouldBeTrue();
        var spent = await desk.AskAsync(Given.Request(), Cancel);
        spent.Outcome.Kind.ShouldBe(OutcomeKind.BudgetSpent);
        spent.Outcome.Until.ShouldBe(new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc));
        spent.Outcome.Why!.ShouldContain("LLM_DAILY_BUDGET_USD");
        model.Calls.ShouldBe(1, "a spent budget is spent for the fallback too");

        _clock.Set(new DateTime(2026, 3, 5, 0, 0, 1, DateTimeKind.Utc));
        (await desk.AskAsync(Given.Request(), Cancel)).Outcome.IsAnswered.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_who_ask_at_once_do_not_overspend_together()
    {
        var gate = new TaskCompletionSource();
        var model = new FakeModel(async (_, _, _) =>
        {
            await gate.Task;
            return Given.Response("hello");
        });
        var budget = new DailyBudget(null, 2.2m, new SpendingInMemory(), _clock);
        var desk = Given.Desk(new FakeDirectory(("main", model)), _clock, budget: budget);
        var asked = Enumerable.Range(0, 10).Select(_ => desk.AskAsync(Given.Request(), Cancel)).ToList();
        gate.SetResult();
        var replies = await Task.WhenAll(asked);
        // Each sets 0.506 aside.
        replies.Count(reply => reply.Outcome.IsAnswered).ShouldBe(4);
        budget.Spent.Usd.ShouldBe(1.2m);
    }

    [Fact]
    public async Task A_model_without_a_price_counts_in_tokens_only_and_says_so()
    {
        var budget = new DailyBudget(1000, 1m, new SpendingInMemory(), _clock);
        var reply = await Given.Desk(new FakeDirectory(("unheard-of", FakeModel.Saying("hello"))), _clock, budget: budget, model: "unheard-of").AskAsync(Given.Request(), Cancel);
        reply.CostUsd.ShouldBeNull();
        budget.Spent.ShouldBe(new Spending(DateOnly.FromDateTime(Given.Now), 120, 0, 120));
    }

    [Fact]
    public void What_was_spent_is_still_spent_after_a_restart_and_a_clock_set_back_gives_no_new_day()
    {
        var store = new SpendingInMemory();
        var first = new DailyBudget(1000, null, store, _clock);
        first.Settle(first.Reserve(900, 0).Aside!.Value, 900, 0);
        var second = new DailyBudget(1000, null, store, _clock);
        second.Reserve(200, 0).Why!.ShouldContain("100 left");
        _clock.Set(Given.Now.AddDays(-3));
        second.Reserve(200, 0).Aside.ShouldBeNull();
        _clock.Set(Given.Now.AddDays(1));
        second.Reserve(200, 0).Aside.ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_call_is_on_record_and_the_same_request_gets_the_same_answer_without_a_key()
    {
        var record = new CallsInMemory();
        var model = FakeModel.Saying("the first answer", "another answer");
        await Given.Desk(new FakeDirectory(("main", model)), _clock, record).AskAsync(Given.Request() with { PromptHash = "abc" }, Cancel);
        var call = record.All.Single();
        (call.Model, call.PromptHash, call.Tokens.Total, call.CostUsd).ShouldBe(("main", "abc", 120, 0.3m));
        call.Request.ShouldContain("What now?");

        var replayed = await Given.Desk(new FakeDirectory(), _clock, record, replaying: Replaying.Only).AskAsync(Given.Request(), Cancel);
        (replayed.Outcome.Text, replayed.FromRecord, replayed.CostUsd).ShouldBe(("the first answer", true, 0m));
        (await Given.Desk(new FakeDirectory(), _clock, record, replaying: Replaying.Only).AskAsync(Given.Request("Something else?"), Cancel)).Outcome.Kind.ShouldBe(OutcomeKind.NotRecorded);
        (await Given.Desk(new FakeDirectory(("main", model)), _clock, record, replaying: Replaying.WhereRecorded).AskAsync(Given.Request("Something else?"), Cancel)).Outcome.Text.ShouldBe("another answer");
    }

    [Fact]
    public async Task A_fallbacks_answer_is_replayed_as_the_fallbacks()
    {
        var record = new CallsInMemory();
        var failing = FakeModel.Failing(new ModelFailedException(OutcomeKind.Rejected, "no"));
        await Given.Desk(new FakeDirectory(("main", failing), ("second", FakeModel.Saying("instead"))), _clock, record, fallback: "second").AskAsync(Given.Request(), Cancel);
        var replayed = await Given.Desk(new FakeDirectory(), _clock, record, replaying: Replaying.Only, fallback: "second").AskAsync(Given.Request(), Cancel);
        (replayed.Outcome.Text, replayed.Model).ShouldBe(("instead", "second"));
    }

    [Fact]
    public async Task No_secret_is_on_record()
    {
        var record = new CallsInMemory();
        var desk = Given.Desk(new FakeDirectory(("main", FakeModel.Saying("you said canary-secret"))), _clock, record, mask: text => text.Replace("canary-secret", "***", StringComparison.Ordinal));
        await desk.AskAsync(Given.Request($"{new string('x', 100_000)}\nmy key is canary-secret"), Cancel);
        record.All.Single().ToString().ShouldNotContain("canary-secret");
    }

    [Fact]
    public void Requests_that_differ_in_any_part_have_different_hashes()
    {
        var request = Given.Request();
        ModelRequest[] others =
        [
            request with { System = "You are another." }, Given.Request("What then?"), request with { Temperature = 0.1 }, request with { MostAnswerTokens = 51 },
            request with { Turns = [.. request.Turns, new Turn(Speaker.Model, "")] }, request with { Turns = [new Turn(Speaker.Model, "What now?")] },
            request with { Shape = new Perun.Mind.Models.Answers.NamedShape("a", Perun.Mind.Models.Answers.Shape.Text(3)) },
            request with { System = "You are a test.What", Turns = [new Turn(Speaker.Asker, " now?")] },
        ];
        string[] hashes = [RequestHash.Of(request, "main"), RequestHash.Of(request, "second"), .. others.Select(other => RequestHash.Of(other, "main"))];
        hashes.Distinct().Count().ShouldBe(hashes.Length);
        RequestHash.Of(Given.Request() with { PromptName = "renamed" }, "main").ShouldBe(hashes[0]);
    }
}
