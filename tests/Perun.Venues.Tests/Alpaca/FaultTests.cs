using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Alpaca;

/// The faults of the catalogue that concern the adapter, each on the simulator.
public sealed class FaultTests
{
    [Theory]
    [InlineData("lose-answer on POST /v2/orders")] // F01
    [InlineData("504 on POST /v2/orders")] // F03
    [InlineData("error-after on POST /v2/orders")] // F05
    public async Task What_was_taken_and_not_answered_is_unknown_until_it_is_found_once(string fault)
    {
        await using var day = await AlpacaDay.OpenAsync(fault);
        var order = day.Order("SPY", Side.Buy, 2);
        (await day.SubmitAsync(order)).ShouldBeOfType<Outcome.Unknown>();
        day.Pass(1);
        (await day.AskAsync(order)).ShouldHaveSingleItem().CumulativeQuantity.ShouldBe(2);
        day.Account.Orders.All.Count.ShouldBe(1);
        day.Held("SPY").ShouldBe(2);
    }

    [Theory]
    [InlineData("unseen on POST /v2/orders")] // F02
    [InlineData("502 on POST /v2/orders")] // F03
    [InlineData("503 on POST /v2/orders")]
    public async Task What_was_never_seen_is_unknown_and_then_not_found(string fault)
    {
        await using var day = await AlpacaDay.OpenAsync(fault);
        var order = day.Order("SPY", Side.Buy, 2);
        (await day.SubmitAsync(order)).ShouldBeOfType<Outcome.Unknown>();
        (await day.AskAsync(order)).ShouldHaveSingleItem().Kind.ShouldBe(ReportKind.NotFound);
        day.Account.Orders.All.ShouldBeEmpty();
    }

    [Fact] // F02
    public async Task An_order_that_shows_late_is_missed_first_and_found_then()
    {
        await using var day = await AlpacaDay.OpenAsync("unlisted on SPY for 20, lose-answer on POST /v2/orders");
        var order = day.Order("SPY", Side.Buy, 2);
        (await day.SubmitAsync(order)).ShouldBeOfType<Outcome.Unknown>();
        (await day.AskAsync(order)).ShouldHaveSingleItem().Kind.ShouldBe(ReportKind.NotFound);
        day.Pass(21);
        (await day.AskAsync(order)).ShouldHaveSingleItem().CumulativeQuantity.ShouldBe(2);
    }

    [Fact] // F04
    public async Task Sent_again_under_the_same_name_it_is_adopted()
    {
        await using var day = await AlpacaDay.OpenAsync("lose-answer on POST /v2/orders");
        var order = day.Order("SPY", Side.Buy, 2);
        (await day.SubmitAsync(order)).ShouldBeOfType<Outcome.Unknown>();
        (await day.SubmitAsync(order)).ShouldBeOfType<Outcome.Accepted>().Reports.ShouldNotBeEmpty();
        day.Account.Orders.All.Count.ShouldBe(1);
        (await day.SubmitAsync(order with { Quantity = 3 })).ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("share a journal");
    }

    [Fact] // F06
    public async Task Too_many_requests_hold_orders_back_and_let_a_cancel_look()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var rests = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100);
        await day.AcceptAsync(rests);
        day.Script("429 on POST /v2/orders for 20");
        var refused = (await day.SubmitAsync(day.Order("SPY", Side.Buy, 1))).ShouldBeOfType<Outcome.Throttled>();
        (refused.Until - day.Server.Venue.Floor.Now).TotalSeconds.ShouldBeInRange(19, 21);
        (await day.SubmitAsync(day.Order("SPY", Side.Buy, 1))).ShouldBeOfType<Outcome.Throttled>();
        (await day.Venue.CancelAsync(rests.Id, rests.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        day.Pass(25);
        await day.AcceptAsync(day.Order("SPY", Side.Buy, 1));
    }

    [Theory]
    [InlineData("repeat on trade_updates fill SPY")] // F15
    [InlineData("reorder on trade_updates new SPY")] // F14
    [InlineData("as-text on trade_updates")] // F40
    [InlineData("fragments on trade_updates")]
    [InlineData("huge on trade_updates")]
    [InlineData("bad-text on trade_updates")]
    [InlineData("close-1006 on trade_updates fill SPY")]
    [InlineData("disconnect on trade_updates fill SPY for 1")] // F36
    public async Task Whatever_the_stream_does_a_fill_is_told_and_counted_once(string fault)
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.OpenBooksAsync();
        await day.ListenAsync();
        day.Script(fault);
        var order = day.Order("SPY", Side.Buy, 2);
        await day.AcceptAsync(order);
        day.Pass(5);
        await day.HearFilledAsync(order.Id, 2);
        await day.BooksShouldBeEqualAsync();
    }

    [Fact] // F35
    public async Task A_fill_that_was_never_told_is_found_by_asking()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        var order = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: day.Of("SPY").RoundPrice(day.Last("SPY") * 1.02m, Core.Instruments.RoundTo.Up));
        day.Script("drop on trade_updates fill SPY");
        await day.AcceptAsync(order);
        day.Pass(60);
        (await day.AskAsync(order)).ShouldHaveSingleItem().CumulativeQuantity.ShouldBe(2);
    }

    [Fact] // F40
    public async Task A_close_for_policy_ends_it_and_is_told_as_barred()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        day.Script("close-1008 on trade_updates new SPY");
        // One that rests: a fill after the close would have the simulator cut the connection.
        await day.SubmitAsync(day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100));
        await day.Heard.UntilAsync(static heard => heard.Modes.Exists(static told => told.Mode == VenueMode.Barred && told.Why.Contains("1008", StringComparison.Ordinal)));
    }

    [Fact] // F18
    public async Task A_cancel_that_comes_too_late_brings_the_fill_with_it()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var order = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100);
        await day.AcceptAsync(order);
        day.Script("cancel-race on SPY");
        var outcome = (await day.Venue.CancelAsync(order.Id, order.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        outcome.Reports.ShouldHaveSingleItem().CumulativeQuantity.ShouldBe(2);
    }

    [Fact] // F19
    public async Task An_order_that_is_stuck_in_its_cancel_fills_after_all()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        var order = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100);
        await day.AcceptAsync(order);
        day.Script("cancel-stuck on SPY for 60");
        (await day.Venue.CancelAsync(order.Id, order.Instrument, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>().Reports.ShouldBeEmpty();
        day.Pass(120);
        await day.HearFilledAsync(order.Id, 2);
        day.Heard.Reports.ShouldNotContain(report => report.Order == order.Id && report.Kind == ReportKind.Cancelled);
    }

    [Fact] // F20
    public async Task A_change_that_the_fill_overtakes_is_refused_and_the_fill_is_kept()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        var order = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100);
        await day.AcceptAsync(order);
        await day.HearAsync(order.Id, ReportKind.Accepted);
        day.Script("replace-race on SPY");
        (await day.Venue.ChangeAsync(new OrderChange { Order = order.Id, Instrument = order.Instrument, Quantity = 4 }, AlpacaDay.Cancel)).ShouldBeOfType<Outcome.Accepted>();
        await day.HearAsync(order.Id, ReportKind.ReplaceRejected);
        await day.HearFilledAsync(order.Id, 2);
        day.Heard.Reports.ShouldNotContain(report => report.Order == order.Id && (report.Kind == ReportKind.Rejected || report.Kind == ReportKind.Replaced));
    }

    [Fact] // F21
    public async Task An_order_that_is_rejected_after_it_was_taken_is_told_as_rejected()
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.ListenAsync();
        day.Script("late-reject on SPY for 2");
        var order = day.Order("SPY", Side.Buy, 2, OrderType.Limit, limit: 100);
        await day.AcceptAsync(order);
        day.Pass(5);
        await day.HearAsync(order.Id, ReportKind.Rejected);
    }

    [Fact] // F13
    public async Task A_fill_in_parts_adds_up()
    {
        await using var day = await AlpacaDay.OpenAsync("partial on SPY for 120");
        await day.OpenBooksAsync();
        await day.ListenAsync();
        var order = day.Order("SPY", Side.Buy, 10, OrderType.Limit, limit: day.Of("SPY").RoundPrice(day.Last("SPY") * 1.1m, Core.Instruments.RoundTo.Up));
        await day.AcceptAsync(order);
        await day.HearFilledAsync(order.Id, 5);
        await day.BooksShouldBeEqualAsync();
        day.Pass(240);
        await day.HearFilledAsync(order.Id, 10);
        await day.BooksShouldBeEqualAsync();
    }

    [Theory]
    [InlineData("truncated on GET /v2/positions")] // F11
    [InlineData("html on GET /v2/account")]
    [InlineData("503 on GET /v2/orders")] // F03
    public async Task A_question_that_is_answered_badly_is_asked_again(string fault)
    {
        await using var day = await AlpacaDay.OpenAsync();
        day.Script(fault);
        (await day.Venue.ReadBooksAsync(null, AlpacaDay.Cancel)).ShouldAnswer().Cash.ShouldBe(day.Account.Cash);
    }

    [Theory]
    [InlineData("wrong-types on GET /v2/positions always")] // F11
    [InlineData("nulls on GET /v2/orders always")]
    public async Task Books_that_can_not_be_read_are_none(string fault)
    {
        await using var day = await AlpacaDay.OpenAsync();
        await day.AcceptAsync(day.Order("SPY", Side.Buy, 1));
        day.Script(fault);
        (await day.Venue.ReadBooksAsync(null, AlpacaDay.Cancel)).ShouldFail();
    }

    [Fact] // F12
    public async Task Pages_that_go_in_a_circle_end()
    {
        await using var day = await AlpacaDay.OpenAsync();
        var place = (await day.Venue.ReadBooksAsync(null, AlpacaDay.Cancel)).ShouldAnswer().MovementsPlace;
        for (var i = 0; i < 250; i++)
        {
            lock (day.Server.Venue.Floor.Gate) day.Account.Transfer(1);
            day.Pass(0.001);
        }
        day.Script("page-loop on GET /v2/account/activities always, page-repeated on GET /v2/account/activities always");
        // What lies behind the circle is not known, so nothing is believed.
        (await day.Venue.ReadBooksAsync(place, AlpacaDay.Cancel)).ShouldFail().ShouldBeOfType<Outcome.Down>().Why.ShouldContain("circle");
    }
}
