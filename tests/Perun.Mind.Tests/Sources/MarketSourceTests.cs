using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Sources;
using Perun.Mind.Tests.Knowledge;

namespace Perun.Mind.Tests.Sources;

public sealed class MarketSourceTests
{
    private static readonly DateTime Midnight = new(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Instrument Coin = new() { Symbol = "BTC/USD", AssetClass = AssetClass.Crypto, BaseAsset = "BTC", Hours = TradingHours.AroundTheClock, Tick = 0.01m, Lot = 0.0001m };
    private static readonly Instrument Share = new() { Symbol = "AAPL", AssetClass = AssetClass.Equity, BaseAsset = "AAPL", Hours = TradingHours.NewYork, Tick = 0.01m, Lot = 1 };

    [Fact]
    public async Task A_reading_gives_the_indicators_of_completed_bars()
    {
        var source = new TechnicalSource(new Universe(Coin), [Timeframe.M15]);
        var (rsi, ema, atr, macd, volume) = (new Rsi(), new Ema(20), new Atr(), new Macd(), new Sma(20));
        var (expected, before, closes) = ((Rsi: 0.0, Ema: 0.0, Atr: 0.0, Histogram: 0.0), 0.0, 0.0);
        for (var bar = 0; bar < 60; bar++)
        {
            var (open, usual) = (closes, before);
            for (var minute = 0; minute < 15; minute++)
            {
                var close = 100 + bar + minute / 15.0;
                source.See(default, new Bar(Midnight.AddMinutes(bar * 15 + minute), close, close + 0.5, close - 0.5, close, bar == 59 ? 30 : 10));
                closes = close;
            }
            var whole = new Bar(Midnight.AddMinutes(bar * 15), 100 + bar, closes + 0.5, 100 + bar - 0.5, closes, 0);
            before = volume.Next(bar == 59 ? 450 : 150);
            expected = (rsi.Next(closes), ema.Next(closes), atr.Next(whole), macd.Next(closes).Histogram);
        }
        // A minute of the next bar changes nothing.
        source.See(default, new Bar(Midnight.AddMinutes(900), 1, 1, 1, 1, 1));
        var reading = (await Gather(source, Midnight.AddMinutes(901))).Objects.ShouldHaveSingleItem().ShouldBeOfType<Evidence>();
        reading.Text.ShouldBe($"BTC/USD 15m: close {closes:0.00##}, +{(closes / expected.Ema - 1) * 100:0.00}% from EMA20, RSI14 {expected.Rsi:0.0} overbought, MACD histogram {expected.Histogram / closes * 100:+0.00;-0.00;0.00}% of price, ATR14 {expected.Atr / closes * 100:0.00}%, volume 3.0 times its average");
        (reading.Id, reading.Severity, reading.From.At, reading.From.IsOwn).ShouldBe(("technical:BTC/USD:15m", Severity.High, Midnight.AddMinutes(900), true));
        reading.Tags.ShouldBe([new Tag("lane", "market-data"), new Tag("symbol", "BTC/USD")]);
    }

    [Fact]
    public async Task Before_there_are_bars_enough_nothing_is_said()
    {
        var source = new TechnicalSource(new Universe(Coin), [Timeframe.M15, Timeframe.H1]);
        (await Gather(source, Midnight)).Objects.ShouldBeEmpty();
        Feed(source, minutes: 100);
        (await Gather(source, Midnight.AddMinutes(100))).Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trends_of_several_lengths_stand_side_by_side()
    {
        var source = new TechnicalSource(new Universe(Coin), [Timeframe.H1, Timeframe.M15]);
        Feed(source, minutes: 60 * 24);
        var objects = (await Gather(source, Midnight.AddDays(1))).Objects;
        objects.Select(about => about.Id).ShouldBe(["technical:BTC/USD:15m", "technical:BTC/USD:1h", "technical:BTC/USD:trend"]);
        objects[2].Text.ShouldBe("BTC/USD trend by close and EMA20: 15m up, 1h up, all agree");
    }

    [Fact]
    public async Task Portfolio_and_brakes_surface_and_a_closed_position_is_withdrawn()
    {
        var view = new PortfolioView
        {
            At = Given.Now,
            Equity = 10_000m,
            Cash = 8_000m,
            Exposure = 2_000m,
            ProfitToday = -50.5m,
            EntriesToday = 1,
            WorkingEntries = 0,
            Positions = [new PositionView("AAPL", 10, 180m, 185.5m, 55m, 175m, 200m, 105m, true), new PositionView("BTC/USD", 0.01m, 60_000m, 59_000m, -10m, null, null, null, false)],
            Brakes = ["the daily loss limit was reached"],
        };
        PortfolioView? current = view;
        var (knowledge, source) = (new KnowledgeBase(DefaultLanes.Lanes), new PortfolioSource(() => current));
        var desk = new SourceDesk(knowledge, () => 1);
        desk.Add(source, new SourceSettings { Every = TimeSpan.FromMinutes(1) }, Given.Now);
        await desk.GatherAsync(Given.Now, [], CancellationToken.None);
        var note = knowledge.Note(1500);
        note.Items.ShouldAllBe(item => item.Lane == LaneNames.Risk && item.IsInNote);
        note.Objects.Select(held => held.Object.Text).ShouldBe(
        [
            "No entries: the daily loss limit was reached",
            "Position BTC/USD: 0.01 at 60000, now 59000, -10.00, no stop, NOT PROTECTED",
            "Account: equity 10000.00, cash 8000.00, exposure 20.0% of equity, today -50.50, 2 open positions, 0 working entries, 1 entry today",
            "Position AAPL: 10 at 180, now 185.5, +55.00, stop 175, target 200, at risk 105.00",
        ], ignoreOrder: true);

        current = view with { Positions = [view.Positions[0]], Brakes = [], At = Given.Now.AddMinutes(1) };
        await desk.GatherAsync(Given.Now.AddMinutes(1), [], CancellationToken.None);
        knowledge.Objects.Select(held => held.Object.Id).Order().ShouldBe(["risk:AAPL", "risk:account"]);

        current = null;
        await desk.GatherAsync(Given.Now.AddMinutes(2), [], CancellationToken.None);
        desk.Status(Given.Now)[0].LastError.ShouldBe("the account is not known yet");
        knowledge.Count.ShouldBe(2, "what was known stays, and its age is in its line");
    }

    [Theory]
    [InlineData("2026-03-04T15:00:00Z", "New York is open; it is Wednesday 10:00 there, 30 minutes after the open and 6.0 hours before the close")]
    [InlineData("2026-03-04T20:30:00Z", "New York is open; it is Wednesday 15:30 there, 6.0 hours after the open and 30 minutes before the close")]
    [InlineData("2026-03-06T22:00:00Z", "New York is closed; it is Friday 17:00 there and opens in 63.5 hours, on Monday")]
    [InlineData("2026-11-27T15:00:00Z", "New York is open; it is Friday 10:00 there, 30 minutes after the open and 3.0 hours before the close, which is early today")]
    public async Task The_clock_says_which_session_it_is(string at, string expected) =>
        (await Gather(new ClockSource(new Universe(Share)), Utc(at))).Objects[0].Text.ShouldBe(expected);

    [Fact]
    public async Task Holidays_ahead_are_events_of_the_market_and_pass()
    {
        var source = new ClockSource(new Universe(Share, Coin));
        var before = await Gather(source, Utc("2026-11-23T15:00:00Z"));
        var events = before.Objects.Where(about => about.Tags.Contains(new Tag(Tag.Lane, LaneNames.Events))).ToArray();
        events.Select(about => about.Id).ShouldBe(["calendar:NewYork:2026-11-26", "calendar:NewYork:2026-11-27"]);
        events[0].Text.ShouldStartWith("New York is closed on Thursday 2026-11-26: ");
        events[1].Text.ShouldStartWith("New York is closing early on Friday 2026-11-27: ");
        (await Gather(source, Utc("2026-12-01T15:00:00Z"))).Withdrawn.Select(key => key.Id).Order().ShouldBe(["calendar:NewYork:2026-11-26", "calendar:NewYork:2026-11-27"]);
    }

    [Fact]
    public async Task The_habits_of_this_hour_are_told_once_there_are_weeks_enough()
    {
        var source = new ClockSource(new Universe(Coin));
        for (var week = 0; week < 8; week++)
        {
            (await Gather(source, Midnight.AddDays(7 * week).AddMinutes(30))).Objects.ShouldNotContain(about => about.Id == "clock:BTC/USD:hour");
            for (var minute = 0; minute < 60; minute++)
            {
                // Six weeks up by a percent, two down by one; the open of the hour is 100.
                var close = minute == 0 ? 100 : week < 6 ? 101 : 99;
                source.See(default, new Bar(Midnight.AddDays(7 * week).AddMinutes(minute), minute == 0 ? 100 : close, Math.Max(100, close), Math.Min(100, close), close, 1));
            }
        }
        var said = (await Gather(source, Midnight.AddDays(56).AddMinutes(5))).Objects.Single(about => about.Id == "clock:BTC/USD:hour");
        said.Text.ShouldBe("BTC/USD in this hour (Wednesday from 00:00 UTC): up in 6 of 8 weeks, +0.50% on average, range 1.00%");
        (await Gather(source, Midnight.AddDays(56).AddHours(1))).Withdrawn.ShouldHaveSingleItem().Id.ShouldBe("clock:BTC/USD:hour");
    }

    [Fact]
    public async Task News_becomes_evidence_from_outside_when_it_has_been_received()
    {
        var source = new NewsSource();
        source.See(new NewsItem("w-1", "Wire", Given.Now.AddMinutes(-3), Given.Now, "Apple beats estimates; profit up 8%", "Margins widened.", ["AAPL"]));
        source.See(new NewsItem("w-2", "Wire", Given.Now, Given.Now.AddMinutes(1), "Rumour: regulators open probe into Apple", "", ["AAPL"]));
        source.See(new NewsItem("w-3", "Wire", Given.Now, Given.Now.AddMinutes(1), "Central bank cuts rates", "", []));
        var first = (await Gather(source, Given.Now)).Objects.ShouldHaveSingleItem().ShouldBeOfType<Evidence>();
        (first.Id, first.Summary, first.Detail, first.From, first.Severity, first.Confidence).ShouldBe(("news:Wire:w-1", "Apple beats estimates; profit up 8%", "Margins widened.", new Provenance("Wire", Given.Now.AddMinutes(-3)) { Available = Given.Now }, Severity.Medium, Confidence.Medium));
        first.Tags.ShouldBe([new Tag("lane", "news-sentiment"), new Tag("sentiment", "positive"), new Tag("symbol", "AAPL")]);
        var later = (await Gather(source, Given.Now.AddMinutes(1))).Objects;
        later[0].Grades.Confidence.ShouldBe(Confidence.Low, "it is a rumour");
        later[1].Tags.ShouldBe([new Tag("lane", "market-events"), new Tag("sentiment", "negative")]);
    }

    [Fact]
    public async Task A_flood_of_news_leaves_the_newest_and_odd_ids_are_hashed()
    {
        var source = new NewsSource();
        for (var i = 0; i < 1200; i++) source.See(new NewsItem(i == 1199 ? new string('\ud800', 500) : $"{i}", "Wire", Given.Now, Given.Now, $"Headline {i}", "", ["AAPL", "", new string('x', 100)]));
        var objects = (await Gather(source, Given.Now)).Objects;
        objects.Count.ShouldBe(NewsSource.MostWaiting);
        objects[0].Id.ShouldBe("news:Wire:200");
        objects[^1].Id.Length.ShouldBe(5 + 64);
        var knowledge = Given.Base();
        objects.ShouldAllBe(about => knowledge.Upsert(about, Given.Now) == null);
    }

    private static void Feed(TechnicalSource source, int minutes)
    {
        for (var i = 0; i < minutes; i++) source.See(default, new Bar(Midnight.AddMinutes(i), 100 + i, 100.5 + i, 99.5 + i, 100 + i, 10));
    }

    private static async Task<Gathered> Gather(IKnowledgeSource source, DateTime now) =>
        (await source.GatherAsync(new GatherRequest(now, []), CancellationToken.None)).ShouldBeOfType<Gathered>();

    private static DateTime Utc(string at) => DateTime.Parse(at, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
