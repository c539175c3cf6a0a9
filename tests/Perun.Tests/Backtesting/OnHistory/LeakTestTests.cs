using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Backtesting.OnHistory;
using Perun.Commands;
using Perun.Core.Bars;

namespace Perun.Tests.Backtesting.OnHistory;

public sealed class LeakTestTests
{
    [Fact]
    public async Task A_model_that_remembers_is_caught()
    {
        Bar[] future = [];
        // It knows what became of Bitcoin, where it is told that it is Bitcoin, and when.
        await using var session = await HistorySession.OpenAsync(new OwnMind((symbol, at) =>
        {
            if (symbol != "BTC/USD") return "hold";
            var next = future.FirstOrDefault(bar => bar.Time == at);
            return next.Close > next.Open ? "buy" : next.Close < next.Open ? "sell" : "hold";
        }));
        future = Hours(session);
        var answer = await LeakTest.RunAsync(session.Request(null, null, null, "BTC/USD"), TimeProvider.System, HistorySession.Cancel);
        answer.Test.IsSuspect.ShouldBeTrue();
        answer.Test.Verdict.Headline.ShouldBe("It does better when it knows the names: its result may be memory");
        answer.Test.Chance.ShouldBeLessThan(0.01);
        answer.Test.HitRateShown!.Value.ShouldBeGreaterThan(0.95);
        answer.Test.HitRateHidden.ShouldBeNull();
        answer.Test.Band.Low.ShouldBeGreaterThan(0);
        foreach (var file in (string[])["report.html", "report.json"]) File.Exists(Path.Combine(answer.Folder, file)).ShouldBeTrue();
        File.ReadAllText(Path.Combine(answer.Folder, "report.html")).ShouldContain("its result may be memory");
    }

    [Fact]
    public async Task A_model_that_only_reads_is_cleared()
    {
        // Its views differ on the two sides, as a model's with a temperature do, and know nothing of what comes.
        await using var session = await HistorySession.OpenAsync(new OwnMind((symbol, at) => (Mixed(symbol, at) % 3) switch { 0 => "buy", 1 => "sell", _ => "hold" }));
        var answer = await LeakTest.RunAsync(session.Request(), TimeProvider.System, HistorySession.Cancel);
        answer.Test.IsDecided.ShouldBeTrue();
        answer.Test.IsSuspect.ShouldBeFalse(answer.Test.Verdict.Sentence);
        answer.Test.Verdict.Headline.ShouldBe("No sign of memory: the difference is no more than luck makes");
    }

    [Fact]
    public async Task One_that_names_tell_nothing_says_the_same_twice_and_pays_nothing_the_second_time()
    {
        await using var session = await HistorySession.OpenAsync(new OwnMind((_, at) => at.Hour % 2 == 0 ? "buy" : "sell"));
        var first = await LeakTest.RunAsync(session.Request(every: TimeSpan.FromHours(3)), TimeProvider.System, HistorySession.Cancel);
        (first.Test.Agreement, first.Test.Differences, first.Test.IsSuspect).ShouldBe((1, 0, false));
        first.Test.Verdict.Headline.ShouldStartWith("Too little to tell");
        session.Stated!.ToAsk.ShouldBe(first.Shown.Model.Decisions + first.Hidden.Model.Decisions);
        var page = File.ReadAllBytes(Path.Combine(first.Folder, "report.html"));
        var again = await LeakTest.RunAsync(session.Request(every: TimeSpan.FromHours(3)) with { OnlyRecord = true }, TimeProvider.System, HistorySession.Cancel);
        again.Spent.Calls.ShouldBe(0);
        File.ReadAllBytes(Path.Combine(again.Folder, "report.html")).ShouldBe(page);
    }

    [Fact]
    public async Task A_comparison_in_which_the_rules_decided_is_none()
    {
        await using var session = await HistorySession.OpenAsync(server: new() { CountTokens = text => text.Length });
        var request = session.Request(session.Settings(("LLM_DAILY_BUDGET_TOKENS", "200000")), every: TimeSpan.FromHours(4));
        (await Should.ThrowAsync<CommandFailedException>(() => LeakTest.RunAsync(request, TimeProvider.System, HistorySession.Cancel))).Message.ShouldContain("left to the rules: that compares nothing");
    }

    private static Bar[] Hours(HistorySession session)
    {
        using var file = BarStore.In(session.Home).Open(new SeriesKey("BTC/USD", Timeframe.H1));
        return file.Between(DateTime.MinValue, DateTime.MaxValue).ToArray();
    }

    private static uint Mixed(string symbol, DateTime at)
    {
        var mixed = 2166136261u;
        foreach (var letter in $"{symbol} {at:O}") mixed = unchecked((mixed ^ letter) * 16777619u);
        return mixed >> 7;
    }
}
