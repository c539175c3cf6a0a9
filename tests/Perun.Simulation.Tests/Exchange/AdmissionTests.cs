using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

public class AdmissionTests
{
    private readonly Venue _venue = new();

    private string ReasonFor(OrderRequest order)
    {
        _venue.Reports();
        _venue.Submit(order);
        var report = _venue.Reports()[0];
        report.Kind.ShouldBe(ReportKind.Rejected);
        return report.Reason.ShouldNotBeNull();
    }

    [Fact]
    public void An_unknown_instrument_is_refused() =>
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 1) with { Instrument = new InstrumentId(9) }).ShouldBe("unknown instrument #9");

    [Theory]
    [InlineData(0, 0, "quantity must be above zero")]
    [InlineData(-5, 0, "quantity must be above zero")]
    [InlineData(1.5, 0, "quantity 1.5 is not a multiple of the lot 1")]
    [InlineData(1, 99.995, "limit price 99.995 is not a multiple of the tick 0.01")]
    public void Quantities_and_prices_must_be_on_their_steps(double quantity, double limit, string reason) =>
        ReasonFor(_venue.Order(Side.Buy, limit > 0 ? OrderType.Limit : OrderType.Market, (decimal)quantity, (decimal)limit)).ShouldBe(reason);

    [Fact]
    public void Prices_must_fit_the_type()
    {
        ReasonFor(_venue.Order(Side.Buy, OrderType.Limit, 1)).ShouldBe("a limit price is required");
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 1, limit: 100)).ShouldBe("this type takes no limit price");
        ReasonFor(_venue.Order(Side.Buy, OrderType.Stop, 1)).ShouldBe("a stop price is required");
        ReasonFor(_venue.Order(Side.Buy, OrderType.Limit, 1, limit: 99, stop: 98)).ShouldBe("this type takes no stop price");
        ReasonFor(_venue.Order(Side.Buy, OrderType.TrailingStop, 1)).ShouldStartWith("a trail above zero");
    }

    [Fact]
    public void The_venues_minimums_hold()
    {
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 0.0009m) with { Instrument = Venue.Coin }).ShouldBe("quantity 0.0009 is below the minimum 0.001");
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 0.0999m) with { Instrument = Venue.Coin }).ShouldBe("order value 9.99 is below the minimum 10.00");
    }

    [Fact]
    public void Cash_is_reserved_for_open_buys_and_freed_when_they_end()
    {
        var first = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 600, limit: 99));
        _venue.Exchange.Snapshot().BuyingPower.ShouldBe(100_000 - 59_400);
        ReasonFor(_venue.Order(Side.Buy, OrderType.Limit, 411, limit: 99)).ShouldBe("insufficient buying power: 40689.00 needed, 40600.00 available");
        _venue.Exchange.Cancel(first, Venue.Share, _venue.Now);
        _venue.Exchange.Snapshot().BuyingPower.ShouldBe(100_000);
    }

    [Fact]
    public void A_market_buy_must_leave_a_cushion() =>
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 990)).ShouldBe("insufficient buying power: 100980.00 needed, 100000.00 available");

    [Fact]
    public void What_is_not_held_cannot_be_sold_unless_it_can_be_sold_short()
    {
        ReasonFor(_venue.Order(Side.Sell, OrderType.Market, 1) with { Instrument = Venue.Coin }).ShouldStartWith("insufficient quantity: 1 asked, 0 available");
        _venue.Submit(_venue.Order(Side.Sell, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Shares.ShouldBe(-10);
        _venue.Exchange.Snapshot().BuyingPower.ShouldBe(99_000);
        _venue.Exchange.Snapshot().Equity.ShouldBe(100_000);
    }

    [Fact]
    public void An_order_never_turns_a_position()
    {
        _venue.Holding(10);
        ReasonFor(_venue.Order(Side.Sell, OrderType.Market, 11)).ShouldBe("insufficient quantity: 11 asked, 10 available, 0 held for open orders");
    }

    [Fact]
    public void An_open_exit_holds_its_quantity()
    {
        _venue.Holding(10);
        _venue.Submit(_venue.Order(Side.Sell, OrderType.Stop, 8, stop: 90));
        ReasonFor(_venue.Order(Side.Sell, OrderType.Market, 5)).ShouldBe("insufficient quantity: 5 asked, 2 available, 8 held for open orders");
    }

    [Fact]
    public void A_bracket_holds_its_quantity_once()
    {
        _venue.Submit(_venue.Bracket(_venue.Order(Side.Buy, OrderType.Market, 10), 95, 110));
        _venue.Trade(100);
        ReasonFor(_venue.Order(Side.Sell, OrderType.Market, 1)).ShouldBe("insufficient quantity: 1 asked, 0 available, 10 held for open orders");
    }

    [Fact]
    public void Reduce_only_needs_a_position_and_is_clipped_to_it()
    {
        ReasonFor(_venue.Order(Side.Sell, OrderType.Market, 5) with { ReduceOnly = true }).ShouldBe("reduce-only: there is no position to reduce");
        _venue.Holding(10);
        var order = _venue.Submit(_venue.Order(Side.Sell, OrderType.Market, 15) with { ReduceOnly = true });
        var reports = _venue.Trade(100);
        reports.Select(r => (r.Kind, r.CumulativeQuantity)).ShouldBe([(ReportKind.Accepted, 0), (ReportKind.Filled, 10), (ReportKind.Cancelled, 10)]);
        _venue.Find(order).Reason.ShouldBe("there is no position left to reduce");
        _venue.Shares.ShouldBe(0);
    }

    [Fact]
    public void A_used_id_is_refused_without_touching_the_first_order()
    {
        var order = _venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99);
        _venue.Submit(order);
        ReasonFor(order with { Quantity = 20 }).ShouldBe("client order id must be unique");
        _venue.Find(order.Id).State.ShouldBe(VenueOrderState.Working);
        _venue.Trade(98);
        _venue.Shares.ShouldBe(10);
    }

    [Fact]
    public void A_halted_instrument_takes_no_orders_and_fills_none()
    {
        var resting = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99));
        _venue.Exchange.Halt(Venue.Share);
        ReasonFor(_venue.Order(Side.Buy, OrderType.Market, 1)).ShouldBe("trading in SHR is halted");
        _venue.Trade(90);
        _venue.Find(resting).Filled.ShouldBe(0);
        _venue.Exchange.Resume(Venue.Share);
        _venue.Trade(91);
        _venue.Find(resting).AveragePrice.ShouldBe(91);
    }

    [Fact]
    public void A_brackets_legs_must_stand_on_their_sides()
    {
        ReasonFor(_venue.Bracket(_venue.Order(Side.Buy, OrderType.Market, 1), 100, 110)).ShouldStartWith("the bracket's stop 100 must be on the losing side");
        ReasonFor(_venue.Bracket(_venue.Order(Side.Sell, OrderType.Market, 1), 105, 101)).ShouldStartWith("the bracket's target 101 must be on the winning side");
    }

    [Fact]
    public void A_rejected_entry_rejects_its_legs()
    {
        var order = _venue.Bracket(_venue.Order(Side.Buy, OrderType.Market, 100_000), 95, 110);
        _venue.Submit(order);
        _venue.Reports().Select(r => (r.Order, r.Kind)).ShouldBe([
            (order.Id, ReportKind.Rejected), (order.Legs!.Value.StopId, ReportKind.Rejected), (order.Legs.Value.TargetId, ReportKind.Rejected)]);
    }

    [Fact]
    public void Chance_refuses_as_often_as_the_rules_say()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { RejectChance = 0.3 });
        for (var i = 0; i < 1000; i++) venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 1, limit: 50));
        venue.Reports().Count(r => r.Kind == ReportKind.Rejected).ShouldBeInRange(250, 350);
    }

    [Fact]
    public void Beyond_the_bound_of_open_orders_new_ones_are_refused()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { MostOpenOrders = 2 });
        for (var i = 0; i < 3; i++) venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 1, limit: 50));
        venue.Reports()[2].Reason.ShouldBe("too many open orders: 2 is the most");
    }
}
