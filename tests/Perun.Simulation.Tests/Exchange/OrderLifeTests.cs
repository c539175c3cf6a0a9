using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

public class OrderLifeTests
{
    private readonly Venue _venue = new();

    [Fact]
    public void Cancelling_what_is_gone_is_refused_with_its_fills()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Exchange.Cancel(order, Venue.Share, _venue.Now);
        var report = _venue.Reports().ShouldHaveSingleItem();
        report.Kind.ShouldBe(ReportKind.CancelRejected);
        report.Reason.ShouldBe("the order is already filled");
        report.CumulativeQuantity.ShouldBe(10);
        _venue.Exchange.Cancel(new OrderId(77), Venue.Share, _venue.Now);
        _venue.Reports().ShouldHaveSingleItem().Reason.ShouldBe("order not found");
    }

    [Fact]
    public void A_change_puts_new_terms_in_force_under_the_same_id()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 95));
        _venue.Reports();
        _venue.Exchange.Change(new OrderChange { Order = order, Instrument = Venue.Share, LimitPrice = 97, Quantity = 12 }, _venue.Now);
        var report = _venue.Reports().ShouldHaveSingleItem();
        (report.Kind, report.Quantity, report.LimitPrice).ShouldBe((ReportKind.Replaced, 12, 97));
        _venue.Trade(98, 98, 96, 98);
        _venue.Find(order).Value.ShouldBe(12 * 97);
    }

    [Theory]
    [InlineData(97.005, 0, "limit price 97.005 is not a multiple of the tick 0.01")]
    [InlineData(0, 2000, "insufficient buying power: 190000.00 needed, 100000.00 available")]
    public void A_change_that_is_not_sound_leaves_the_old_terms(double limit, double quantity, string reason)
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 95));
        _venue.Reports();
        _venue.Exchange.Change(new OrderChange { Order = order, Instrument = Venue.Share, LimitPrice = (decimal)limit, Quantity = (decimal)quantity }, _venue.Now);
        var report = _venue.Reports().ShouldHaveSingleItem();
        (report.Kind, report.Reason).ShouldBe((ReportKind.ReplaceRejected, reason));
        (_venue.Find(order).Terms.LimitPrice, _venue.Find(order).Terms.Quantity).ShouldBe((95, 10));
    }

    [Fact]
    public void Asking_tells_where_an_order_stands()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 150));
        ReportKind Ask(OrderId id)
        {
            venue.Reports();
            venue.Exchange.Ask(id, Venue.Share, venue.Now);
            return venue.Reports().ShouldHaveSingleItem().Kind;
        }
        Ask(order).ShouldBe(ReportKind.Accepted);
        venue.Trade(100);
        Ask(order).ShouldBe(ReportKind.Filled);
        venue.Exchange.Cancel(order, Venue.Share, venue.Now);
        Ask(order).ShouldBe(ReportKind.Cancelled);
        Ask(new OrderId(99)).ShouldBe(ReportKind.NotFound);
    }

    [Fact]
    public void A_question_about_an_order_that_is_still_on_its_way_is_answered_after_it_arrived()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { Latency = TimeSpan.FromSeconds(1) });
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 1, limit: 50));
        venue.Exchange.Ask(order, Venue.Share, venue.Now);
        venue.Exchange.Advance(venue.Now.AddSeconds(1));
        venue.Reports().Select(r => r.Kind).ShouldBe([ReportKind.Accepted, ReportKind.Accepted]);
    }

    [Fact]
    public void Finished_orders_beyond_the_bound_are_forgotten()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { MostFinishedOrders = 3 });
        var orders = Enumerable.Range(0, 5).Select(_ => venue.Submit(venue.Order(Side.Buy, OrderType.Market, 1))).ToList();
        venue.Trade(100);
        orders.Select(id => venue.Exchange.Find(id) is not null).ShouldBe([false, false, true, true, true]);
    }

    [Fact]
    public void Regulators_fees_are_taken_from_sells_rounded_up_to_the_cent()
    {
        _venue.Submit(_venue.Order(Side.Buy, OrderType.Market, 100) with { Instrument = Venue.Listed });
        _venue.Trade(100, 100, 100, 100, Venue.Listed);
        _venue.Exchange.Account.FeesPaid.ShouldBe(0);
        _venue.Submit(_venue.Order(Side.Sell, OrderType.Market, 100) with { Instrument = Venue.Listed });
        _venue.Trade(100, 100, 100, 100, Venue.Listed);
        _venue.Exchange.Account.FeesPaid.ShouldBe(0.30m); // 0.278 on the value and 0.0166 on the shares
    }

    [Fact]
    public void Reports_that_nobody_takes_stop_the_exchange_rather_than_get_lost()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { MostWaitingReports = 2 });
        venue.Exchange.Ask(new OrderId(1), Venue.Share, venue.Now);
        venue.Exchange.Ask(new OrderId(1), Venue.Share, venue.Now);
        Should.Throw<InvalidOperationException>(() => venue.Exchange.Ask(new OrderId(1), Venue.Share, venue.Now));
    }
}
