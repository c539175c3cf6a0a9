using Perun.Adapters.Venues.Kraken.Orders;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Kraken;

public sealed class OrderFormTests
{
    private static readonly DateTime Now = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_market_order_has_neither_price_nor_time() =>
        Words(Market()).ShouldBe("pair=XBTUSD cl_ord_id=pabcd1 type=buy volume=0.5 ordertype=market oflags=fciq deadline=2026-03-04T15:00:15.000Z");

    [Fact]
    public void A_limit_order_for_the_day_ends_at_midnight() =>
        Words(Market() with { Type = OrderType.Limit, LimitPrice = 60_000.50m, TimeInForce = TimeInForce.Day, PostOnly = true })
            .ShouldBe("pair=XBTUSD cl_ord_id=pabcd1 type=buy volume=0.5 ordertype=limit price=60000.5 timeinforce=GTD expiretm=1772668800 oflags=post,fciq deadline=2026-03-04T15:00:15.000Z");

    [Fact]
    public void A_day_that_is_nearly_over_means_the_next() =>
        OrderForm.Row(Market() with { Type = OrderType.Limit, LimitPrice = 1, TimeInForce = TimeInForce.Day }, "x", Now.Date.AddDays(1).AddSeconds(-3))["expiretm"].ShouldBe("1772755200");

    [Fact]
    public void A_stop_is_an_order_of_its_own_and_never_reduce_only_nor_a_close_of_another()
    {
        var words = Words(Market() with { Side = Side.Sell, Type = OrderType.Stop, StopPrice = 55_000m, ReduceOnly = true });
        words.ShouldBe("pair=XBTUSD cl_ord_id=pabcd1 type=sell volume=0.5 ordertype=stop-loss price=55000 trigger=last oflags=fciq deadline=2026-03-04T15:00:15.000Z");
        words.ShouldNotContain("reduce_only");
        words.ShouldNotContain("close");
    }

    [Fact]
    public void The_other_types_have_their_words()
    {
        Words(Market() with { Type = OrderType.StopLimit, StopPrice = 61_000, LimitPrice = 61_100, TimeInForce = TimeInForce.FillOrKill }).ShouldContain("ordertype=stop-loss-limit price=61000 price2=61100 trigger=last timeinforce=FOK");
        Words(Market() with { Type = OrderType.Limit, LimitPrice = 61_000, TimeInForce = TimeInForce.ImmediateOrCancel }).ShouldContain("ordertype=limit price=61000 timeinforce=IOC");
        Words(Market() with { Type = OrderType.TrailingStop, Trail = new Trail(250.0m, IsFraction: false) }).ShouldContain("ordertype=trailing-stop price=+250 trigger=last");
        Words(Market() with { Type = OrderType.TrailingStop, Trail = new Trail(0.015m, IsFraction: true) }).ShouldContain("ordertype=trailing-stop price=+1.5% trigger=last");
    }

    [Fact]
    public void What_Kraken_would_refuse_is_refused_here_with_a_sentence()
    {
        Refused(Market() with { Quantity = 0.123456789m }).ShouldContain("lot");
        Refused(Market() with { Quantity = 0.00005m }).ShouldContain("least order of 0.0001");
        Refused(Market() with { Type = OrderType.Limit, LimitPrice = 60_000.55m }).ShouldContain("tick 0.1");
        Refused(Market() with { Type = OrderType.Limit }).ShouldContain("tick");
        Refused(Market() with { Type = OrderType.Stop, StopPrice = 0.01m }).ShouldContain("stop");
        Refused(Market() with { Type = OrderType.Limit, LimitPrice = 10, Quantity = 0.01m }).ShouldContain("0.1 USD, less than the least order of 0.5");
        Refused(Market() with { Quantity = 0.0001m }, last: 100).ShouldContain("worth 0.01 USD");
        Refused(Market() with { Type = OrderType.TrailingStop }).ShouldContain("distance");
        Refused(Market() with { Type = OrderType.TrailingStop, Trail = new Trail(1.5m, IsFraction: true) }).ShouldContain("whole price");
        Refused(Market() with { Type = OrderType.Stop, StopPrice = 50_000, TimeInForce = TimeInForce.FillOrKill }).ShouldContain("all-or-nothing");
        Refused(Market() with { Legs = new BracketLegs { StopId = new OrderId(9), StopPrice = 1 } }).ShouldContain("bracket");
        Check(Market(), last: 60_000).ShouldBeNull();
    }

    [Theory]
    [InlineData(VenueMode.Online, true, true, true, true)]
    [InlineData(VenueMode.PostOnly, false, false, true, true)]
    [InlineData(VenueMode.CancelOnly, false, false, false, false)]
    [InlineData(VenueMode.Maintenance, false, false, false, false)]
    [InlineData(VenueMode.Barred, false, false, false, false)]
    public void F44_the_mode_of_Kraken_decides_what_is_sent(VenueMode mode, bool market, bool limit, bool post, bool stop)
    {
        var order = Market() with { Type = OrderType.Limit, LimitPrice = 60_000 };
        (Check(Market(), mode) is null).ShouldBe(market);
        (Check(order, mode) is null).ShouldBe(limit);
        (Check(order with { PostOnly = true }, mode) is null).ShouldBe(post);
        (Check(Market() with { Type = OrderType.Stop, StopPrice = 50_000 }, mode) is null).ShouldBe(stop);
    }

    [Fact]
    public void F44_the_state_of_a_pair_decides_too()
    {
        var pair = KrakenDouble.Pair("DOGE/USD");
        OrderCheck.WhyNot(Market() with { Quantity = 100 }, pair, VenueMode.Online, 0).ShouldBeOfType<Outcome.Down>().Why.ShouldContain("cancellations for DOGE/USD");
        var reduceOnly = KrakenDouble.Pair("BTC/USD") with { Status = Adapters.Venues.Kraken.Pairs.PairStatus.ReduceOnly };
        OrderCheck.WhyNot(Market(), reduceOnly, VenueMode.Online, 0).ShouldBeOfType<Outcome.Down>();
        OrderCheck.WhyNot(Market() with { Side = Side.Sell, ReduceOnly = true }, reduceOnly, VenueMode.Online, 0).ShouldBeNull();
    }

    [Fact]
    public void Changes_are_looked_at_as_well()
    {
        var pair = KrakenDouble.Pair("BTC/USD");
        var change = new OrderChange { Order = new OrderId(1), Instrument = new InstrumentId(0), StopPrice = 50_000 };
        OrderCheck.WhyNot(change, pair, VenueMode.Online).ShouldBeNull();
        OrderCheck.WhyNot(change, pair, VenueMode.CancelOnly).ShouldBeOfType<Outcome.Down>();
        OrderCheck.WhyNot(change with { StopPrice = 0 }, pair, VenueMode.Online).ShouldBeOfType<Outcome.Refused>();
        OrderCheck.WhyNot(change with { StopPrice = 50_000.01m }, pair, VenueMode.Online).ShouldBeOfType<Outcome.Refused>();
        OrderCheck.WhyNot(change with { Quantity = 0.00001m }, pair, VenueMode.Online).ShouldBeOfType<Outcome.Refused>();
    }

    private static OrderRequest Market() => new() { Id = new OrderId(1), Instrument = new InstrumentId(0), Side = Side.Buy, Type = OrderType.Market, Quantity = 0.5m };

    private static string Words(OrderRequest order) =>
        string.Join(' ', OrderForm.Of(order, KrakenDouble.Pair("BTC/USD"), new ClientIds("abcd").Of(order.Id), Now, Now.AddSeconds(15)).Fields.Select(static field => $"{field.Name}={field.Value}"));

    private static Outcome? Check(OrderRequest order, VenueMode mode = VenueMode.Online, decimal last = 0) => OrderCheck.WhyNot(order, KrakenDouble.Pair("BTC/USD"), mode, last);

    private static string Refused(OrderRequest order, decimal last = 0) => Check(order, last: last).ShouldBeOfType<Outcome.Refused>().Reason;
}
