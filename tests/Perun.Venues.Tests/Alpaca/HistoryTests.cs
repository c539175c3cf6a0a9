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
    public async Task A_days_bar_begins_with_its_session()
    {
        await using var server = new LoopbackServer(_ => Said.Json("""{"bars":{"AAPL":[{"t":"2026-03-03T05:00:00Z","o":1,"h":1,"l":1,"c":1,"v":1},{"t":"2026-03-04T05:00:00Z","o":2,"h":2,"l":2,"c":2,"v":2}]},"next_page_token":null}"""));
        using var history = History(server);
        (await ReadAsync(history, Timeframe.D1, null)).ShouldAnswer().Bars.ShouldHaveSingleItem().Time.ShouldBe(new DateTime(2026, 3, 3, 14, 30, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Hours_are_counted_from_the_sessions_open_and_made_of_half_hours_that_are_over()
    {
        string[] halves = ["03T13:30", "03T14:30", "03T15:00", "03T15:30", "03T20:30", "04T14:30"];
        await using var server = new LoopbackServer(_ => Said.Json($$"""{"bars":{"AAPL":[{{string.Join(',', halves.Select((time, place) => $$"""{"t":"2026-03-{{time}}:00Z","o":{{place + 1}},"h":{{place + 2}},"l":{{place + 1}},"c":{{place + 1}},"v":10}"""))}}]},"next_page_token":null}"""));
        using var history = History(server);
        var page = (await ReadAsync(history, Timeframe.H1, null)).ShouldAnswer();
        // What began before the session is none of it, and the half hour of this moment is not over by what the feed may tell.
        page.Bars.Select(static bar => (bar.Time.ToString("ddTHH:mm"), bar.Open, bar.Close, bar.Volume)).ShouldBe([("03T14:30", 2, 3, 20), ("03T15:30", 4, 4, 10), ("03T20:30", 5, 5, 10)]);
        page.Next.ShouldBeNull();
        server.Requests.ShouldAllBe(asked => asked.Value("timeframe") == "30Min");
    }

    [Fact]
    public async Task A_long_past_comes_in_stretches_of_whole_days()
    {
        await using var server = new LoopbackServer(_ => Said.Json("""{"bars":{},"next_page_token":null}"""));
        using var history = History(server);
        var from = TestClock.Start.AddDays(-400);
        var (place, pages) = ((string?)null, 0);
        do
        {
            place = (await history.ReadAsync(Share, Timeframe.H4, from, TestClock.Start, place, CancellationToken.None)).ShouldAnswer().Next;
            pages++;
        }
        while (place is not null);
        pages.ShouldBe(3);
        server.Requests.Select(static asked => asked.Value("start")).ShouldBe(["2025-01-28T15:00:00Z", "2025-07-27T00:00:00Z", "2026-01-23T00:00:00Z"]);
    }

    [Fact]
    public async Task A_plan_without_the_tape_of_all_exchanges_is_believed_and_told_once()
    {
        await using var server = new LoopbackServer(asked => asked.Value("feed") == "sip"
            ? Said.Json("""{"message":"subscription does not permit querying recent SIP data"}""", 403)
            : Said.Json("""{"bars":{"AAPL":[{"t":"2026-03-04T14:58:00Z","o":3,"h":3,"l":3,"c":3,"v":3}]},"next_page_token":null}"""));
        var notes = new NoteBook();
        using var history = History(server, AlpacaFeed.Auto, notes);
        (await ReadAsync(history, Timeframe.M1, null)).ShouldAnswer();
        // The free feed may tell what is new.
        (await ReadAsync(history, Timeframe.M1, null)).ShouldAnswer().Bars.ShouldHaveSingleItem().Open.ShouldBe(3);
        server.Requests.Select(static asked => asked.Value("feed")).ShouldBe(["sip", "iex", "iex"]);
        notes.Lines.Where(static line => line.Contains("ALPACA_FEED=iex", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("does not permit");
    }

    [Theory]
    [InlineData(AlpacaFeed.Iex, "iex", "2026-03-04T15:00:00Z")]
    [InlineData(AlpacaFeed.Sip, "sip", "2026-03-04T15:00:00Z")]
    [InlineData(AlpacaFeed.Auto, "sip", "2026-03-04T14:44:00Z")]
    public async Task The_feed_that_is_set_is_asked_as_far_as_it_goes(AlpacaFeed feed, string asked, string end)
    {
        await using var server = new LoopbackServer(_ => Said.Json("""{"bars":{},"next_page_token":null}"""));
        using var history = History(server, feed);
        (await ReadAsync(history, Timeframe.M1, null)).ShouldAnswer();
        var request = server.Requests.ShouldHaveSingleItem();
        (request.Value("feed"), request.Value("end")).ShouldBe((asked, end));
    }

    [Fact]
    public async Task A_feed_that_was_asked_for_and_is_not_in_the_plan_is_a_refusal_that_says_what_to_do()
    {
        await using var server = new LoopbackServer(_ => Said.Json("""{"message":"subscription does not permit querying recent SIP data"}""", 403));
        using var history = History(server, AlpacaFeed.Sip);
        (await ReadAsync(history, Timeframe.M1, null)).ShouldFail().ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("set ALPACA_FEED=auto");
        server.Requests.Count.ShouldBe(1);
    }

    private static AlpacaHistory History(LoopbackServer server, AlpacaFeed feed = AlpacaFeed.Auto, NoteBook? notes = null) =>
        new(new AlpacaSettings { Key = "PK1", Secret = Given.Secret, Address = server.Http, Feed = feed }, new TestClock(), Given.MiddleOfTheDie, notes?.Log ?? VenueLog.Silent);

    private static Task<Answer<BarPage>> ReadAsync(AlpacaHistory history, Timeframe timeframe, string? place) =>
        history.ReadAsync(Share, timeframe, new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), TestClock.Start, place, CancellationToken.None);
}
