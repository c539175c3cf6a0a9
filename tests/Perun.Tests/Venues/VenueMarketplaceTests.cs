using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Engine.Safety;
using Perun.Engine.Venues;

namespace Perun.Tests.Venues;

/// The floor at a venue: what it believes, what it asks about, and what it does when the two sets of books differ.
public class VenueMarketplaceTests
{
    [Theory]
    [InlineData(VenueProtection.Bracket)]
    [InlineData(VenueProtection.Stop)]
    public async Task Days_at_a_quiet_venue_end_with_equal_books(VenueProtection protection)
    {
        using var session = await VenueSession.OpenAsync(new ExchangeVenue(VenueSession.Start, 1, protection));
        await session.RunAsync(TimeSpan.FromDays(2));
        session.State.Record.TradesClosed.ShouldBeGreaterThan(0);
        session.BooksAreEqual();
        session.Notices.OfType<Notice.Alert>().Where(alert => alert.Severity == Severity.Critical).ShouldBeEmpty();
        session.State.Brakes.IsOn(Brake.Venue).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_entered_before_the_books_were_read()
    {
        using var session = await VenueSession.OpenAsync();
        session.State.Brakes.IsOn(Brake.Venue).ShouldBeTrue();
        await session.RunAsync(TimeSpan.FromSeconds(30));
        session.State.Brakes.IsOn(Brake.Venue).ShouldBeFalse();
        session.State.Ledger.StartCash.ShouldBe(100_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_lost_answers_lost_reports_and_repeated_ones_the_books_are_equal(int seed)
    {
        var dice = new Random(seed);
        using var session = await VenueSession.OpenAsync(new ExchangeVenue(VenueSession.Start, (ulong)seed));
        await session.RunAsync(TimeSpan.FromMinutes(1));
        var venue = session.Venue;
        venue.Instead = _ => dice.Next(10) switch
        {
            0 => new Outcome.Unknown("time-out"),
            1 => new Outcome.Throttled(session.Clock.Now.AddSeconds(5), "too many"),
            2 => new Outcome.Down("connection refused"),
            _ => null,
        };
        venue.Answered = _ => dice.Next(5) == 0 ? new Outcome.Unknown("connection reset") : null;
        venue.Times = _ => dice.Next(6) switch { 0 => 0, 1 => 3, _ => 1 };
        await session.RunAsync(TimeSpan.FromDays(1));
        (venue.Instead, venue.Answered, venue.Times) = (static _ => null, static _ => null, static _ => 1);
        await session.RunAsync(TimeSpan.FromHours(1));
        session.BooksAreEqual();
        venue.Sent.Count.ShouldBeGreaterThan(5);
        venue.Sent.Select(order => order.Id).ShouldBeUnique();
        session.Alerts(AlertCode.LedgerBroken).ShouldBeEmpty();
        session.State.Desk.Open.ShouldAllBe(order => order.Status != OrderStatus.Unknown);
    }

    [Fact]
    public async Task Money_that_moves_is_booked_once_with_its_reason()
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(2));
        session.Venue.Moves.Add(new Movement("m1", MovementKind.Transfer, session.Clock.Now, 5_000, null, 0, 0, null, "a deposit"));
        session.Venue.MoreCash = 5_000;
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.Alerts(AlertCode.CashMoved).ShouldHaveSingleItem().Text.ShouldContain("a deposit");
        session.BooksAreEqual();
        session.Close();
        await session.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.Alerts(AlertCode.CashMoved).ShouldHaveSingleItem();
        session.State.Brakes.AnyIsOn.ShouldBeFalse();
    }

    [Fact]
    public async Task Money_that_nothing_explains_stops_entries_until_a_person_accepts_it()
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(2));
        session.Venue.MoreCash = -700;
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.State.Brakes.IsOn(Brake.Breach).ShouldBeTrue();
        session.Alerts(AlertCode.AccountDiffers).ShouldHaveSingleItem();
        session.Floor.Ask(new OperatorRequest.AcceptCash("a card fee"));
        session.Floor.Ask(new OperatorRequest.Resume("looked at"));
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.State.Brakes.AnyIsOn.ShouldBeFalse();
        session.BooksAreEqual();
    }

    [Fact]
    public async Task A_rest_of_rounding_is_booked_without_fuss()
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(2));
        session.Venue.MoreCash = -0.37m;
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.BooksAreEqual();
        session.State.Brakes.AnyIsOn.ShouldBeFalse();
    }

    [Fact]
    public async Task What_others_hold_and_order_is_reported_once_and_left_alone()
    {
        using var session = await VenueSession.OpenAsync();
        session.Venue.MoreHeld["AAPL"] = 25;
        session.Venue.MoreHeld["XYZ"] = 3;
        session.Venue.Foreign.Add(new BookedOrder(OrderId.None, "v-77", "by hand", "MSFT", Side.Buy, OrderType.Limit, 10, 0, 12.5m, 0, null));
        await session.RunAsync(TimeSpan.FromMinutes(6));
        session.Alerts(AlertCode.ForeignHolding).ShouldHaveSingleItem().Text.ShouldContain("AAPL");
        session.Alerts(AlertCode.Venue).Select(alert => alert.Text).ShouldBe([.. session.Alerts(AlertCode.Venue).Select(alert => alert.Text).Distinct()]);
        session.Alerts(AlertCode.Venue).ShouldContain(alert => alert.Text.Contains("v-77"));
        session.Alerts(AlertCode.Venue).ShouldContain(alert => alert.Text.Contains("XYZ"));
        session.Held("AAPL").ShouldBe(0);
        session.State.Brakes.AnyIsOn.ShouldBeFalse();
        session.State.Universe.TryFind("AAPL", out InstrumentId apple);
        session.Floor.Ask(new OperatorRequest.Adopt(apple));
        session.Held("AAPL").ShouldBe(0, "the market is closed and no price is known yet");
    }

    [Fact]
    public async Task What_somebody_sold_by_hand_leaves_our_books_too()
    {
        using var session = await VenueSession.OpenAsync();
        while (!session.State.Ledger.Positions.Any(position => position.Quantity > 0)) await session.RunAsync(TimeSpan.FromMinutes(10));
        var position = session.State.Ledger.Positions.First(held => held.Quantity > 0);
        var symbol = session.State.Universe[position.Instrument].Symbol;
        session.Venue.SellByHand(symbol);
        await session.RunAsync(TimeSpan.FromMinutes(5));
        session.Held(symbol).ShouldBe(0);
        session.Alerts(AlertCode.HoldingGone).ShouldHaveSingleItem().Text.ShouldContain(symbol);
        session.BooksAreEqual();
        session.State.Brakes.IsOn(Brake.Breach).ShouldBeFalse();
        session.Alerts(AlertCode.LedgerBroken).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(StreamState.Lost)]
    [InlineData(StreamState.Silent)]
    public async Task A_stream_that_is_away_for_longer_than_a_blink_stops_entries_until_all_was_read(StreamState state)
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(2));
        session.Venue.Say(listener => listener.OnStream(VenueStream.Orders, state, "pulled"));
        await session.RunAsync(TimeSpan.FromSeconds(20));
        session.State.Brakes[Brake.Venue].Why.ShouldContain("stream of orders");
        session.Venue.Say(static listener => listener.OnStream(VenueStream.Orders, StreamState.Whole, ""));
        await session.RunAsync(TimeSpan.FromSeconds(20));
        session.State.Brakes.IsOn(Brake.Venue).ShouldBeFalse();
    }

    [Theory]
    [InlineData(VenueMode.CancelOnly)]
    [InlineData(VenueMode.Maintenance)]
    [InlineData(VenueMode.PostOnly)]
    public async Task A_venue_in_another_mode_takes_no_entries(VenueMode mode)
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(1));
        session.Venue.Say(listener => listener.OnMode(mode, "announced"));
        await session.RunAsync(TimeSpan.FromSeconds(20));
        session.Market.WhyNotReady.ShouldNotBeNull().ShouldContain("announced");
        session.Venue.Say(static listener => listener.OnMode(VenueMode.Online, ""));
        await session.RunAsync(TimeSpan.FromSeconds(20));
        session.Market.WhyNotReady.ShouldBeNull();
    }

    [Fact]
    public async Task Clocks_that_differ_stop_entries()
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(1));
        session.Venue.Say(static listener => listener.OnClock(TimeSpan.FromSeconds(-40)));
        await session.RunAsync(TimeSpan.FromSeconds(20));
        session.Market.WhyNotReady.ShouldNotBeNull().ShouldContain("clock");
    }

    [Fact]
    public async Task A_kill_between_an_order_and_its_answer_is_made_good_after_the_start()
    {
        using var session = await VenueSession.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(1));
        session.Venue.Times = static _ => 0;
        while (session.Venue.Sent.Count == 0) await session.RunAsync(TimeSpan.FromMinutes(10));
        session.Close(checkpoint: false);
        session.Venue.Times = static _ => 1;
        await session.OpenAsync();
        await session.RunAsync(TimeSpan.FromMinutes(10));
        session.BooksAreEqual();
        session.Venue.Sent.Select(order => order.Id).ShouldBeUnique();
        session.State.Desk.Open.ShouldAllBe(order => order.Status != OrderStatus.Unknown);
    }
}
