using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Alpaca;

public sealed class OrderNewsTests
{
    private static readonly FollowedInstrument Share = new(new InstrumentId(0), AlpacaInstruments.Of(new AssetRow { Symbol = "AAPL", Class = "us_equity", Tradable = true })!);
    private static readonly FollowedInstrument Coin = new(new InstrumentId(1), AlpacaInstruments.Of(new AssetRow { Symbol = "BTC/USD", Class = "crypto", Tradable = true, MinTradeIncrement = 0.0001m, PriceIncrement = 0.5m })!);
    private static readonly ClientIds Ids = new("t3st");

    private readonly TestClock _clock = new();
    private readonly OrderFiles _files;
    private readonly OrderNews _news;
    private readonly List<OrderReport> _told = [];
    private readonly List<string> _foreign = [];
    private readonly List<OrderId> _asked = [];
    private int _moment;

    public OrderNewsTests()
    {
        _files = new OrderFiles(Ids, new AlpacaSymbols());
        foreach (var instrument in new[] { Share, Coin }) _files.Follow(instrument);
        _news = new OrderNews(_files, _clock, _told.Add, _foreign.Add, _asked.Add);
    }

    [Fact] // F15, F16
    public void A_fill_that_is_told_three_times_counts_once()
    {
        Expect(Share, 10);
        for (var i = 0; i < 3; i++) Hear("partial_fill", Row("a", "partially_filled", 10, filled: 3, average: 100.333333m), price: 100.3333m, quantity: 3);
        Hear("fill", Row("a", "filled", 10, filled: 10, average: 101.1m), price: 101.4286m, quantity: 7);
        _told.ShouldAllBe(static report => report.Kind == ReportKind.Filled);
        _told.Select(static report => report.CumulativeQuantity).ShouldBe([3, 3, 3, 10]);
        _told[^1].CumulativeValue.ShouldBe(3 * 100.3333m + 7 * 101.4286m);
    }

    [Fact] // F14
    public void A_fill_that_comes_late_takes_nothing_back()
    {
        Expect(Share, 10);
        Hear("fill", Row("a", "filled", 10, filled: 10, average: 101), price: 102, quantity: 7);
        Hear("partial_fill", Row("a", "partially_filled", 10, filled: 3, average: 99), price: 99, quantity: 3);
        Hear("new", Row("a", "new", 10));
        _told.ShouldAllBe(static report => report.CumulativeQuantity == 10 && report.CumulativeValue == 1_010);
    }

    [Fact] // F16, and decision 006
    public void Over_a_chain_of_changes_everything_is_added_up()
    {
        var file = Expect(Share, 10);
        Hear("partial_fill", Row("a", "partially_filled", 10, filled: 4, average: 100), price: 100, quantity: 4);
        _news.Promise(file, Row("b", "pending_new", 8) with { Replaces = "a", LimitPrice = 99 });
        Hear("partial_fill", Row("a", "partially_filled", 10, filled: 5, average: 100), price: 100, quantity: 1);
        _told[^1].CumulativeQuantity.ShouldBe(5);
        Hear("replaced", Row("a", "replaced", 10, filled: 5, average: 100) with { ReplacedBy = "b" });
        (_told[^1].Kind, _told[^1].Quantity, _told[^1].LimitPrice, _told[^1].VenueOrderId).ShouldBe((ReportKind.Replaced, 13, 99, "b"));
        Hear("new", Row("b", "new", 8) with { Replaces = "a", LimitPrice = 99 });
        _told[^1].Kind.ShouldBe(ReportKind.Filled);
        Hear("fill", Row("b", "filled", 8, filled: 8, average: 99) with { Replaces = "a", LimitPrice = 99 }, price: 99, quantity: 8);
        (_told[^1].Kind, _told[^1].CumulativeQuantity, _told[^1].CumulativeValue, _told[^1].Quantity).ShouldBe((ReportKind.Filled, 13, 1_292, 13));
    }

    [Fact] // F20
    public void A_change_that_comes_to_nothing_is_refused_once_and_the_order_goes_on()
    {
        var file = Expect(Share, 10);
        Hear("new", Row("a", "new", 10));
        _news.Promise(file, Row("b", "pending_new", 12) with { Replaces = "a" });
        Hear("fill", Row("a", "filled", 10, filled: 10, average: 100), price: 100, quantity: 10);
        Hear("order_replace_rejected", Row("a", "filled", 10, filled: 10, average: 100));
        Hear("rejected", Row("b", "rejected", 12) with { Replaces = "a" });
        _told.Select(static report => report.Kind).ShouldNotContain(ReportKind.Rejected);
        _told.ShouldContain(static report => report.Kind == ReportKind.ReplaceRejected && report.CumulativeQuantity == 10);
    }

    [Fact]
    public void A_change_whose_answer_was_lost_is_asked_about()
    {
        Expect(Share, 10);
        Hear("new", Row("a", "new", 10));
        Hear("replaced", Row("a", "replaced", 10) with { ReplacedBy = "b" });
        _asked.ShouldBe([new OrderId(1)]);
        _news.Take(Row("b", "new", 12) with { Replaces = "a", ClientOrderId = "theirs" }).ShouldHaveSingleItem().Kind.ShouldBe(ReportKind.Replaced);
    }

    [Fact]
    public void Legs_are_told_apart_by_their_entry_and_held_until_it_has_filled()
    {
        ExpectBracket();
        var held = new[] { Row("t", "held", 10) with { ClientOrderId = "x", Type = "limit", Side = "sell", LimitPrice = 110 }, Row("s", "held", 10) with { ClientOrderId = "y", Type = "stop", Side = "sell", StopPrice = 90 } };
        _news.Take(Row("a", "new", 10) with { OrderClass = "bracket", Legs = held }).Where(static report => report.Order.Value > 1).ShouldAllBe(static report => report.Kind == ReportKind.Accepted && report.Quantity == 0);
        Hear("fill", Row("a", "filled", 10, filled: 10, average: 100) with { OrderClass = "bracket", Legs = held }, price: 100, quantity: 10);
        _told[^1].LegsQuantity.ShouldBe(0);
        Hear("new", held[1] with { Status = "new" });
        (_told[^1].Order, _told[^1].Quantity, _told[^1].StopPrice).ShouldBe((new OrderId(2), 10, 90));
        Hear("fill", held[0] with { Status = "filled", FilledQty = 10, FilledAvgPrice = 110 }, price: 110, quantity: 10);
        (_told[^1].Order, _told[^1].CumulativeValue).ShouldBe((new OrderId(3), 1_100));
        Hear("canceled", held[1] with { Status = "canceled" });
        (_told[^1].Order, _told[^1].Kind).ShouldBe((new OrderId(2), ReportKind.Cancelled));
        _foreign.ShouldBeEmpty();
    }

    [Fact]
    public void Legs_that_work_at_once_are_told_with_their_entry()
    {
        ExpectBracket();
        var working = new[] { Row("t", "new", 10) with { ClientOrderId = "x", Type = "limit", Side = "sell" }, Row("s", "new", 10) with { ClientOrderId = "y", Type = "stop", Side = "sell" } };
        Hear("fill", Row("a", "filled", 10, filled: 10, average: 100) with { OrderClass = "bracket", Legs = working }, price: 100, quantity: 10);
        _told.ShouldContain(static report => report.Order == new OrderId(1) && report.LegsQuantity == 10);
    }

    [Fact]
    public void News_that_overtakes_the_answer_waits_for_it()
    {
        _news.CommandLeaves();
        Hear("new", Row("z", "new", 10) with { ClientOrderId = "x", OrderClass = "bracket", Type = "stop" });
        (_told.Count, _foreign.Count).ShouldBe((0, 0));
        _news.CommandSettled();
        _foreign.ShouldHaveSingleItem().ShouldContain("AAPL");
    }

    [Fact] // F31
    public void What_others_do_is_told_as_foreign()
    {
        Hear("fill", Row("z", "filled", 10, filled: 10, average: 1) with { ClientOrderId = "web-1" }, price: 1, quantity: 10);
        Hear("new", Row("y", "new", 10) with { ClientOrderId = new ClientIds("0the").Of(new OrderId(1)) });
        _foreign.Count.ShouldBe(2);
        _told.ShouldBeEmpty();
    }

    [Fact] // F46
    public void A_coins_fee_is_taken_from_what_it_credits()
    {
        Expect(Coin, 0.1m);
        Hear("fill", Row("a", "filled", 0.1m, filled: 0.1m, average: 50_000) with { Symbol = "BTC/USD" }, price: 50_000, quantity: 0.1m);
        (_told[^1].CumulativeFee, _told[^1].FeeIsInBase).ShouldBe((0.0003m, true)); // 0.25 %, rounded up to its step
    }

    [Fact] // F19, F21
    public void Cancels_and_late_rejections_are_told_as_they_are()
    {
        Expect(Share, 10);
        Hear("new", Row("a", "new", 10));
        Hear("pending_cancel", Row("a", "pending_cancel", 10));
        _told.Count.ShouldBe(1);
        Hear("order_cancel_rejected", Row("a", "new", 10));
        _told[^1].Kind.ShouldBe(ReportKind.CancelRejected);
        Hear("rejected", Row("a", "rejected", 10));
        _told[^1].Kind.ShouldBe(ReportKind.Rejected);
    }

    private OrderFile Expect(FollowedInstrument instrument, decimal quantity)
    {
        lock (_files.Gate) return _files.Expect(new OrderRequest { Id = new OrderId(1), Instrument = instrument.Id, Side = Side.Buy, Type = OrderType.Limit, Quantity = quantity, LimitPrice = 1 }, instrument);
    }

    private void ExpectBracket()
    {
        lock (_files.Gate)
            _files.Expect(new OrderRequest { Id = new OrderId(1), Instrument = Share.Id, Side = Side.Buy, Type = OrderType.Market, Quantity = 10, Legs = new BracketLegs { StopId = new OrderId(2), StopPrice = 90, TargetId = new OrderId(3), TargetPrice = 110 } }, Share);
    }

    private OrderRow Row(string id, string status, decimal quantity, decimal filled = 0, decimal? average = null) => new()
    {
        Id = id,
        ClientOrderId = Ids.Of(new OrderId(1)),
        Status = status,
        Symbol = "AAPL",
        Side = "buy",
        Type = "limit",
        Qty = quantity,
        FilledQty = filled,
        FilledAvgPrice = average,
        UpdatedAt = TestClock.Start.AddSeconds(_moment++),
    };

    private void Hear(string what, OrderRow order, decimal? price = null, decimal? quantity = null) =>
        _news.Take(new StreamDataRow { Event = what, Order = order, Price = price, Qty = quantity, Timestamp = TestClock.Start.AddSeconds(_moment++) }).ShouldBeTrue();
}
