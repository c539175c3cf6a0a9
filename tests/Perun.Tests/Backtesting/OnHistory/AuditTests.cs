using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Tests.Backtesting.OnHistory;

/// Sources that peek are planted, each in its own way: a run that hears of the future ends, and says what told it when.
public sealed class AuditTests
{
    private static readonly TimeSpan FourHours = TimeSpan.FromHours(4);

    [Fact]
    public async Task One_that_tells_the_next_bar_is_caught()
    {
        await using var session = await HistorySession.OpenAsync();
        var bars = Hours(session);
        var cheat = new Cheat(now => bars.FirstOrDefault(bar => bar.Time == now) is { Close: > 0 } next
            ? Told("technical:BTC/USD:next", "technical", isOwn: true, now.AddHours(1), now.AddHours(1), $"BTC/USD closes at {next.Close:0.00}") : null);
        var caught = await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours), [cheat]));
        caught.Code.ShouldBe(ExitCode.Refused);
        caught.Message.ShouldBe("Evidence from the future: Evidence:technical:BTC/USD:next is in the note of the decision at 2026-01-05 01:00:00 UTC, and it could not be known before 2026-01-05 02:00:00. The run proves nothing and was ended.");
    }

    [Fact]
    public async Task One_that_lies_about_when_is_caught_by_the_bars_themselves()
    {
        await using var session = await HistorySession.OpenAsync();
        // It says what a reading says in an hour, as if it were of now.
        var cheat = new Cheat(now => Told("technical:BTC/USD:4h", "technical", isOwn: true, now, now, "BTC/USD 4h: close 1.00, +99.00% from EMA20, RSI14 99.0 overbought, ATR14 0.10%"));
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours), [cheat]))).Message.ShouldContain("no bar that was over then says so");
    }

    [Fact]
    public async Task One_that_brings_news_early_is_caught_by_the_archive()
    {
        await using var session = await HistorySession.OpenAsync();
        var late = Perun.Backtest.News.NewsArchive.In(session.Home).Known(DateTime.MinValue, DateTime.MaxValue)[^1];
        var cheat = new Cheat(now => NewsEvidence.Of(late with { Received = now, Published = now, Symbols = ["BTC/USD"] }));
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours), [cheat]))).Message.ShouldContain("by the archive it could not be known before");
    }

    [Fact]
    public async Task One_that_keeps_no_count_of_when_is_not_believed()
    {
        await using var session = await HistorySession.OpenAsync();
        var cheat = new Cheat(now => Told("hunch", "somebody", isOwn: false, now, null, "BTC/USD will rise"));
        (await Should.ThrowAsync<CommandFailedException>(() => session.RunAsync(session.Request(every: FourHours), [cheat]))).Message.ShouldContain("it states no time from which it could be known");
        session.Mind.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_honest_passes_and_is_counted()
    {
        await using var session = await HistorySession.OpenAsync();
        var honest = new Cheat(now => Told("weather", "almanac", isOwn: false, now.AddHours(-1), now.AddMinutes(-30), "It rains in New York"));
        var answer = await session.RunAsync(session.Request(every: FourHours), [honest]);
        answer.Model.Evidence.Decisions.ShouldBe(37);
        answer.Model.Evidence.Classes.Sum(one => one.Items).ShouldBe(answer.Model.Evidence.Items);
        answer.Model.Log.SelectMany(decision => decision.Evidence).Count().ShouldBe((int)answer.Model.Evidence.Items);
        answer.Model.Evidence.Sentence.ShouldStartWith("37 decisions, ");
    }

    private static Bar[] Hours(HistorySession session)
    {
        using var file = BarStore.In(session.Home).Open(new SeriesKey("BTC/USD", Timeframe.H1));
        return file.Between(DateTime.MinValue, DateTime.MaxValue).ToArray();
    }

    private static Evidence Told(string id, string source, bool isOwn, DateTime at, DateTime? available, string text) => new()
    {
        Id = id,
        From = new Provenance(source, at, isOwn) { Available = available },
        Summary = text,
        Severity = Severity.Critical,
        Confidence = Confidence.High,
        Tags = [new Tag(Tag.Lane, LaneNames.Market), new Tag(Tag.Symbol, "BTC/USD")],
    };

    private sealed class Cheat(Func<DateTime, KnowledgeObject?> tell) : IKnowledgeSource
    {
        public string Name => "cheat";

        public string Lane => LaneNames.Market;

        public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel) =>
            ValueTask.FromResult<Gathering>(new Gathered(tell(request.AsOf) is { } told ? [told] : []));
    }
}
