using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

public class TimeInForceTests
{
    private readonly Venue _venue = new();

    [Fact]
    public void Immediate_or_cancel_takes_what_the_open_offers_and_cancels_the_rest()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 150, limit: 100) with { TimeInForce = TimeInForce.ImmediateOrCancel });
        var reports = venue.Trade(100);
        reports.Select(r => r.Kind).ShouldBe([ReportKind.Accepted, ReportKind.Filled, ReportKind.Cancelled]);
        reports[2].CumulativeQuantity.ShouldBe(100);
        venue.Find(order).State.ShouldBe(VenueOrderState.Cancelled);
    }

    [Fact]
    public void Immediate_or_cancel_does_not_wait_for_a_better_price()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99) with { TimeInForce = TimeInForce.ImmediateOrCancel });
        _venue.Trade(100, 100, 95, 95);
        _venue.Find(order).State.ShouldBe(VenueOrderState.Cancelled);
        _venue.Shares.ShouldBe(0);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(101, 0)]
    public void Fill_or_kill_is_all_or_nothing(int quantity, int filled)
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Market, quantity) with { TimeInForce = TimeInForce.FillOrKill });
        venue.Trade(100);
        venue.Find(order).Filled.ShouldBe(filled);
        venue.Find(order).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_day_order_meets_the_last_slice_of_its_session_and_expires_with_it()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 90) with { Instrument = Venue.Listed, TimeInForce = TimeInForce.Day });
        var close = new DateTime(2026, 3, 4, 21, 0, 0, DateTimeKind.Utc);
        _venue.Now = close.AddMinutes(-1);
        _venue.Exchange.Advance(_venue.Now);
        _venue.Find(order).IsOpen.ShouldBeTrue();
        var reports = _venue.Trade(100, 100, 91, 100, Venue.Listed);
        reports[^1].Kind.ShouldBe(ReportKind.Expired);
        reports[^1].VenueTime.ShouldBe(close);
        _venue.Trade(80, 80, 80, 80, Venue.Listed);
        _venue.Find(order).Filled.ShouldBe(0);
    }

    [Fact]
    public void A_day_order_placed_after_the_close_works_the_next_session()
    {
        _venue.Now = new DateTime(2026, 3, 4, 22, 0, 0, DateTimeKind.Utc);
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 90) with { Instrument = Venue.Listed, TimeInForce = TimeInForce.Day });
        _venue.Find(order).Expiry.ShouldBe(new DateTime(2026, 3, 5, 21, 0, 0, DateTimeKind.Utc));
        _venue.Now = new DateTime(2026, 3, 5, 14, 30, 0, DateTimeKind.Utc);
        _venue.Trade(89, 89, 89, 89, Venue.Listed);
        _venue.Find(order).AveragePrice.ShouldBe(89);
    }

    [Fact]
    public void A_day_order_around_the_clock_ends_at_midnight()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 90) with { TimeInForce = TimeInForce.Day });
        _venue.Exchange.Advance(new DateTime(2026, 3, 4, 23, 59, 59, DateTimeKind.Utc));
        _venue.Find(order).IsOpen.ShouldBeTrue();
        _venue.Exchange.Advance(new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Utc));
        _venue.Find(order).State.ShouldBe(VenueOrderState.Expired);
    }

    [Fact]
    public void A_market_order_outside_the_session_is_refused_unless_the_rules_queue_it()
    {
        var evening = new DateTime(2026, 3, 4, 21, 0, 0, DateTimeKind.Utc);
        _venue.Now = evening;
        _venue.Submit(_venue.Order(Side.Buy, OrderType.Market, 10) with { Instrument = Venue.Listed });
        _venue.Reports().ShouldHaveSingleItem().Reason.ShouldNotBeNull().ShouldStartWith("market closed");

        var patient = new Venue(ExchangeRules.Frictionless with { WhenClosed = WhenClosed.Queue }) { Now = evening };
        var order = patient.Submit(patient.Order(Side.Buy, OrderType.Market, 10) with { Instrument = Venue.Listed });
        patient.Now = new DateTime(2026, 3, 5, 14, 30, 0, DateTimeKind.Utc);
        patient.Trade(102, 103, 101, 102, Venue.Listed);
        patient.Find(order).AveragePrice.ShouldBe(102);
    }

    [Fact]
    public void Post_only_is_cancelled_rather_than_filled_at_once_and_otherwise_fills_at_its_limit()
    {
        var taking = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 100) with { PostOnly = true });
        var resting = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99) with { PostOnly = true });
        _venue.Reports().Select(r => r.Kind).ShouldBe([ReportKind.Accepted, ReportKind.Cancelled, ReportKind.Accepted]);
        _venue.Find(taking).Filled.ShouldBe(0);
        _venue.Trade(98);
        _venue.Find(resting).AveragePrice.ShouldBe(99);
    }
}
