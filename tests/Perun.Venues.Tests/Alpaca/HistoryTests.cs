using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Alpaca;

public sealed class HistoryTests
{
    private static readonly Instrument Share = AlpacaInstruments.Of(new Adapters.Venues.Alpaca.Rows.AssetRow { Symbol = "AAPL", Class = "us_equity", Tradable = true })!;

    [Fact]
    public async Task Pages_follow_one_another_and_hold_what_is_closed_and_in_session()
    {
        await using var server = new LoopbackServer(asked => Said.Json(asked.Value("page_token") is null
            ? """{"bars":{"AAPL":[{"t":"2026-03-04T14:29:00Z","o":1,"h":1,"l":1,"c":1,"v":1},{"t":"2026-03-04T14:30:00Z","o":2,"h":2,"l":2,"c":2,"v":2}]},"next_page_token":"more"}"""
            : """{"bars":{"AAPL":[{"t":"2026-03-04T14:30:00Z","o":2,"h":2,"l":2,"c":2,"v":2},{"t":"2026-03-04T14:31:00Z","o":3,"h":3,"l":3,"c":3,"v":3},{"t":"2026-03-04T14:44:00Z","o":4,"h":4,"l":4,"c":4,"v":4}]},"next_page_token":null}"""));
        using var history = History(server);
        var first = (await ReadAsync(history, Timeframe.M1, null)).ShouldAnswer();
        (first.Bars.Count, first.Bars[0].Open, first.Next).ShouldBe((1, 2, "more"));
        var second = (await ReadAsync(history, Timeframe.M1, first.Next)).ShouldAnswer();
        second.Bars.Select(static bar => bar.Open).ShouldBe([2, 3]);
        second.Next.ShouldBeNull();
        // It is 15:00 and the free tape is a quarter of an hour behind.
        server.Requests[0].Value("end").ShouldBe("2026-03-04T14:44:00Z");
        (server.Requests[0].Value("feed"), server.Requests[0].Value("timeframe"), server.Requests[0].Value("adjustment")).ShouldBe(("sip", "1Min", "raw"));
    }

    [Fact]
    public async Task A_days_bar_begins_with_its_session_and_hours_are_refused()
    {
        await using var server = new LoopbackServer(_ => Said.Json("""{"bars":{"AAPL":[{"t":"2026-03-03T05:00:00Z","o":1,"h":1,"l":1,"c":1,"v":1},{"t":"2026-03-04T05:00:00Z","o":2,"h":2,"l":2,"c":2,"v":2}]},"next_page_token":null}"""));
        using var history = History(server);
        (await ReadAsync(history, Timeframe.D1, null)).ShouldAnswer().Bars.ShouldHaveSingleItem().Time.ShouldBe(new DateTime(2026, 3, 3, 14, 30, 0, DateTimeKind.Utc));
        (await ReadAsync(history, Timeframe.H1, null)).ShouldFail().ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("resample");
    }

    private static AlpacaHistory History(LoopbackServer server) => new(new AlpacaSettings { Key = "PK1", Secret = Given.Secret, Address = server.Http }, new TestClock(), Given.MiddleOfTheDie, VenueLog.Silent);

    private static Task<Answer<BarPage>> ReadAsync(AlpacaHistory history, Timeframe timeframe, string? place) =>
        history.ReadAsync(Share, timeframe, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), TestClock.Start, place, CancellationToken.None);
}
