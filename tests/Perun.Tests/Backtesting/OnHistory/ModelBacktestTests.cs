using System.Text.Json;
using Perun.Backtesting.OnHistory;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.VenueServers.Models;

namespace Perun.Tests.Backtesting.OnHistory;

/// A model over history: what it is asked, what it costs, and that the record answers again for nothing.
public sealed class ModelBacktestTests
{
    private static readonly TimeSpan FourHours = TimeSpan.FromHours(4);

    private static OwnMind Busy => new((_, at) => at.Hour % 4 == 0 ? "buy" : "sell");

    [Fact]
    public async Task A_second_run_asks_nobody_and_leaves_the_same_bytes()
    {
        await using var session = await HistorySession.OpenAsync(Busy);
        var first = await session.RunAsync();
        first.Model.Decisions.ShouldBe(6 * 24);
        first.Model.Answered.ShouldBe(first.Model.Decisions);
        first.Spent.Calls.ShouldBe(first.Model.Decisions);
        session.Stated!.ToAsk.ShouldBe(first.Model.Decisions);
        first.Backtest.Run.Trades.ShouldNotBeEmpty();
        var files = HistorySession.FilesOf(first);
        files.Keys.Order().ShouldBe(["decisions.html", "decisions.jsonl", "equity.csv", "report.html", "report.json", "trades.csv"]);

        var asked = session.Mind.Asked.Count;
        var second = await session.RunAsync(session.Request(session.Settings(("LLM_BASE_URL", ""))) with { OnlyRecord = true });
        session.Mind.Asked.Count.ShouldBe(asked);
        second.Spent.ShouldBe(new RunSpending(0, first.Model.Decisions, 0, 0, 0));
        second.Spent.Sentence.ShouldContain("Nobody was asked");
        foreach (var (name, bytes) in HistorySession.FilesOf(second)) bytes.ShouldBe(files[name], name);
    }

    [Fact]
    public async Task Every_trade_leads_to_the_decision_that_opened_it()
    {
        await using var session = await HistorySession.OpenAsync(Busy);
        var answer = await session.RunAsync();
        answer.Backtest.Run.Trades.Count.ShouldBeGreaterThan(3);
        var numbers = answer.Model.NumbersByPosition;
        foreach (var trade in answer.Backtest.Run.Trades)
        {
            var decision = answer.Model.Log[numbers[trade.Decision] - 1];
            decision.At.ShouldBeLessThanOrEqualTo(trade.Opened);
            var about = decision.Symbols.Single(symbol => symbol.Symbol == trade.Symbol);
            (about.Action, about.Position).ShouldBe(("buy", trade.Decision));
            about.Outcome.ShouldBe(Perun.Backtest.Results.DecisionOutcome.Of(trade));
            decision.Note.ShouldContain("# Context as of");
            decision.Answer.ShouldContain(about.Rationale[..10]);
        }
        var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(answer.Backtest.Report, "report.json"), HistorySession.Cancel)).RootElement.GetProperty("model");
        json.GetProperty("decisions").GetInt32().ShouldBe(answer.Model.Decisions);
        json.GetProperty("evidence").GetProperty("items").GetInt64().ShouldBe(answer.Model.Evidence.Items);
        var page = await File.ReadAllTextAsync(Path.Combine(answer.Backtest.Report, "decisions.html"), HistorySession.Cancel);
        page.ShouldContain("You are a trading analyst in Perun");
        json.GetProperty("prompts")[0].GetProperty("system").GetString().ShouldStartWith("You are a trading analyst in Perun");
        page.ShouldContain($"id=\"d{answer.Model.Decisions}\"");
        (await File.ReadAllTextAsync(Path.Combine(answer.Backtest.Report, "report.html"), HistorySession.Cancel)).ShouldContain("none younger than its decision");
    }

    [Fact]
    public async Task News_is_known_when_it_arrived_and_never_sooner()
    {
        await using var session = await HistorySession.OpenAsync();
        var late = await session.RunAsync(session.Request() with { NewsDelay = TimeSpan.FromHours(2) });
        var told = late.Model.Log.SelectMany(decision => decision.Evidence.Where(one => one.Key.StartsWith("Evidence:news:", StringComparison.Ordinal)).Select(one => (decision.At, one))).ToList();
        told.ShouldNotBeEmpty();
        foreach (var (at, one) in told)
        {
            one.Available.ShouldBeLessThanOrEqualTo(at);
            one.Available.ShouldBeGreaterThanOrEqualTo(one.At + TimeSpan.FromHours(2));
        }
    }

    [Fact]
    public async Task What_the_record_lacks_is_told_and_nobody_is_asked()
    {
        await using var session = await HistorySession.OpenAsync();
        var refused = await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours) with { OnlyRecord = true }));
        refused.Message.ShouldContain("The record lacks 37 of 37 decisions, the first at 2026-01-05 01:00");
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(session.Settings(("LLM_REPLAY", "only")), every: FourHours)))).Message.ShouldContain("The record lacks 37 of 37");
        session.Mind.Asked.ShouldBeEmpty();
        session.Stated.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_asked_where_the_person_does_not_agree()
    {
        await using var session = await HistorySession.OpenAsync();
        session.Agrees = false;
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync())).Message.ShouldBe("Nothing was asked.");
        session.Mind.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cost_is_stated_from_the_notes_themselves_and_bounded()
    {
        await using var session = await HistorySession.OpenAsync();
        File.WriteAllText(Path.Combine(session.Home, "prices.json"), """{"models": {"own-model": {"input": 10, "output": 30}}}""");
        var request = session.Request(every: FourHours);
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(request with { MostUsd = 0.1m }))).Message.ShouldContain("more than --max-cost 0.1");
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(session.Settings(("LLM_DAILY_BUDGET_USD", "0.2")), every: FourHours)))).Message.ShouldContain("today's budget has left");
        session.Mind.Asked.ShouldBeEmpty();

        var answer = await session.RunAsync(request);
        var (stated, spent) = (session.Stated!, answer.Spent);
        spent.CostUsd.ShouldNotBeNull();
        ((double)(stated.LikelyUsd!.Value / spent.CostUsd!.Value)).ShouldBeInRange(0.6, 1.6);
        stated.MostUsd!.Value.ShouldBeGreaterThan(stated.LikelyUsd.Value);
        answer.Model.CostUsd.ShouldBe(spent.CostUsd);
    }

    [Fact]
    public async Task A_run_ends_before_it_costs_more_than_it_may_and_goes_on_from_there()
    {
        // The provider counts far more tokens than were estimated.
        await using var session = await HistorySession.OpenAsync(server: new ModelServerSettings { CountTokens = text => text.Length });
        File.WriteAllText(Path.Combine(session.Home, "prices.json"), """{"models": {"own-model": {"input": 10, "output": 30}}}""");
        session.Agrees = false;
        var request = session.Request(every: FourHours);
        await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(request));
        session.Agrees = true;
        var stopped = await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(request with { MostUsd = session.Stated!.LikelyUsd * 1.2m }));
        stopped.Message.ShouldContain("one more answer would cost more than --max-cost");
        var asked = session.Mind.Asked.Count;
        asked.ShouldBeInRange(1, 36);

        var answer = await session.RunAsync(request);
        (answer.Spent.Recorded, answer.Spent.Calls).ShouldBe((asked, 37 - asked));
    }

    [Fact]
    public async Task A_model_without_a_price_is_said_to_be_of_unknown_cost()
    {
        await using var session = await HistorySession.OpenAsync();
        var request = session.Request(session.Settings(("TRADING_ANALYSIS_LLM_MODEL", "house-model")), every: FourHours);
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(request with { MostUsd = 1 }))).Message.ShouldContain("--max-cost 1 can't be kept");
        var answer = await session.RunAsync(request);
        session.Stated!.Sentence.ShouldContain("a cost that is not known");
        answer.Model.CostUsd.ShouldBeNull();
        answer.Spent.Sentence.ShouldContain("not known");
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_from_the_record()
    {
        await using var session = await HistorySession.OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(HistorySession.Cancel);
        session.Mind.Heard = count =>
        {
            if (count == 10) stop.Cancel();
        };
        var stopped = await Should.ThrowAsync<CommandFailedException>(() => ModelBacktest.RunAsync(session.Request(every: FourHours), TimeProvider.System, [], stop.Token));
        stopped.Code.ShouldBe(ExitCode.Interrupted);
        stopped.Message.ShouldContain("of 37 decisions");
        stopped.Message.ShouldContain("pays for nothing twice");
        session.Mind.Heard = null;
        var answer = await session.RunAsync(session.Request(every: FourHours));
        answer.Spent.Recorded.ShouldBeInRange(9, 10);
        answer.Spent.Calls.ShouldBe(37 - answer.Spent.Recorded);
    }

    [Fact]
    public async Task Once_the_days_budget_is_spent_the_rules_decide_and_the_report_says_so()
    {
        await using var session = await HistorySession.OpenAsync(server: new ModelServerSettings { CountTokens = text => text.Length });
        session.Agrees = false;
        await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours)));
        session.Agrees = true;
        // What is estimated fits, and the provider counts far more.
        var settings = session.Settings(("LLM_DAILY_BUDGET_TOKENS", $"{session.Stated!.InputTokens + session.Stated.OutputTokens + 1}"));
        var answer = await session.RunAsync(session.Request(settings, every: FourHours));
        answer.Model.ByRules.ShouldBeGreaterThan(0);
        answer.Model.Answered.ShouldBe(answer.Model.Decisions - answer.Model.ByRules);
        answer.Backtest.Remarks.ShouldContain(remark => remark.Contains("daily budget"), string.Join('\n', answer.Backtest.Remarks));
        (await File.ReadAllTextAsync(Path.Combine(answer.Backtest.Report, "report.html"), HistorySession.Cancel)).ShouldContain("left to the rules");
    }

    [Fact]
    public async Task Failed_answers_are_holds_that_say_why_and_are_asked_again()
    {
        await using var session = await HistorySession.OpenAsync(server: new ModelServerSettings { Faults = [ModelFault.None, ModelFault.Prose, ModelFault.Truncated] });
        var first = await session.RunAsync(session.Request(every: FourHours));
        first.Model.Answered.ShouldBe(35);
        first.Model.Holds.Keys.ShouldContain(why => why.StartsWith("no answer", StringComparison.Ordinal) || why == "the answer could not be read");
        first.Model.Log[1].Symbols.ShouldAllBe(about => about.Action == "hold" && about.Why != null);
    }

    [Fact]
    public async Task On_days_bars_it_is_asked_for_the_next_session()
    {
        await using var session = await HistorySession.OpenAsync();
        session.Resample("AAPL", Timeframe.D1);
        var answer = await session.RunAsync(session.Request(null, Timeframe.D1, null, "AAPL"));
        answer.Model.Decisions.ShouldBe(5);
        answer.Model.Every.ShouldBe("1d");
        answer.Model.Log[0].At.ShouldBe(new DateTime(2026, 1, 5, 21, 0, 0, DateTimeKind.Utc));
    }
}
