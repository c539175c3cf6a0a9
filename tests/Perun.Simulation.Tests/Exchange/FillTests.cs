using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

public class FillTests
{
    private readonly Venue _venue = new();

    [Fact]
    public void A_market_order_placed_at_a_close_fills_at_the_next_open()
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Market, 10));
        var reports = _venue.Trade(101, 105, 99, 104);
        reports.Select(r => r.Kind).ShouldBe([ReportKind.Accepted, ReportKind.Filled]);
        _venue.Find(order).AveragePrice.ShouldBe(101);
        reports[1].VenueTime.ShouldBe(Venue.Start);
        reports[1].CumulativeQuantity.ShouldBe(10);
        reports[1].CumulativeValue.ShouldBe(1010);
        _venue.Cash.ShouldBe(100_000 - 1010);
        _venue.Shares.ShouldBe(10);
    }

    [Fact]
    public void What_takes_pays_half_the_spread_and_slippage_rounded_to_the_tick_against_us()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { EquitySpreadBasisPoints = 4, SlippageBasisPoints = 1, ImpactBasisPoints = 10 });
        var buy = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 100));
        venue.Trade(101.01);
        // half of 4 bp, 1 bp, and a tenth of the volume at 10 bp: 4 bp of 101.01 is 0.0404, rounded up
        venue.Find(buy).AveragePrice.ShouldBe(101.06m);
        var sell = venue.Submit(venue.Order(Side.Sell, OrderType.Market, 100));
        venue.Trade(101.01);
        venue.Find(sell).AveragePrice.ShouldBe(100.96m);
    }

    [Theory]
    [InlineData(100, 101, 98.50, 99, 99)] // touched inside: at the limit
    [InlineData(98, 99, 97, 98, 98)] // opened through it: at the open
    [InlineData(100, 101, 99, 100, 99)] // touched exactly
    [InlineData(100, 101, 99.01, 100, 0)] // a tick away: not at all
    public void A_limit_buy_fills_at_its_limit_or_better(double open, double high, double low, double close, double filledAt)
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99));
        _venue.Trade(open, high, low, close);
        _venue.Find(order).AveragePrice.ShouldBe((decimal)filledAt);
    }

    [Theory]
    [InlineData(100, 101.50, 98, 99, 101)]
    [InlineData(103, 104, 102, 103, 103)]
    [InlineData(100, 100.99, 99, 100, 0)]
    public void A_limit_sell_fills_at_its_limit_or_better(double open, double high, double low, double close, double filledAt)
    {
        _venue.Holding(10);
        var order = _venue.Submit(_venue.Order(Side.Sell, OrderType.Limit, 10, limit: 101));
        _venue.Trade(open, high, low, close);
        _venue.Find(order).AveragePrice.ShouldBe((decimal)filledAt);
    }

    [Theory]
    [InlineData(100, 101, 94, 96, 95)] // inside: at the stop
    [InlineData(93, 94, 92, 93, 93)] // gapped: at the open, which is worse
    [InlineData(100, 101, 95.01, 96, 0)]
    public void A_sell_stop_fills_at_the_worse_of_its_level_and_the_open(double open, double high, double low, double close, double filledAt)
    {
        _venue.Holding(10);
        var order = _venue.Submit(_venue.Order(Side.Sell, OrderType.Stop, 10, stop: 95));
        _venue.Trade(open, high, low, close);
        _venue.Find(order).AveragePrice.ShouldBe((decimal)filledAt);
    }

    [Theory]
    [InlineData(100, 106, 99, 105, 105)]
    [InlineData(107, 108, 106, 107, 107)]
    [InlineData(100, 104.99, 99, 104, 0)]
    public void A_buy_stop_fills_at_the_worse_of_its_level_and_the_open(double open, double high, double low, double close, double filledAt)
    {
        var order = _venue.Submit(_venue.Order(Side.Buy, OrderType.Stop, 10, stop: 105));
        _venue.Trade(open, high, low, close);
        _venue.Find(order).AveragePrice.ShouldBe((decimal)filledAt);
    }

    [Fact]
    public void A_stop_pays_spread_and_slippage_beyond_its_level()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { EquitySpreadBasisPoints = 10, SlippageBasisPoints = 5 });
        venue.Holding(10);
        var order = venue.Submit(venue.Order(Side.Sell, OrderType.Stop, 10, stop: 95));
        venue.Trade(100, 100, 90, 92);
        venue.Find(order).AveragePrice.ShouldBe(94.90m); // 95 less 10 bp is 94.905, rounded down
    }

    [Fact]
    public void A_stop_limit_that_gaps_beyond_its_limit_waits_at_the_limit()
    {
        _venue.Holding(10);
        var order = _venue.Submit(_venue.Order(Side.Sell, OrderType.StopLimit, 10, limit: 94, stop: 95));
        _venue.Trade(92, 93, 91, 92);
        _venue.Find(order).Filled.ShouldBe(0);
        _venue.Find(order).IsTriggered.ShouldBeTrue();
        _venue.Trade(93, 94.50, 92, 93);
        _venue.Find(order).AveragePrice.ShouldBe(94);
    }

    [Fact]
    public void A_stop_limit_touched_inside_a_slice_fills_at_its_stop_where_the_limit_allows()
    {
        _venue.Holding(10);
        var order = _venue.Submit(_venue.Order(Side.Sell, OrderType.StopLimit, 10, limit: 94, stop: 95));
        _venue.Trade(100, 101, 90, 91);
        _venue.Find(order).AveragePrice.ShouldBe(95);
    }

    [Fact]
    public void A_trailing_stop_follows_the_best_price_and_never_goes_back()
    {
        _venue.Holding(10);
        var trailing = _venue.Order(Side.Sell, OrderType.TrailingStop, 10) with { Trail = new Trail(2, IsFraction: false) };
        _venue.Submit(trailing);
        _venue.Trade(100, 104, 100, 104);
        _venue.Find(trailing.Id).Level.ShouldBe(102);
        _venue.Trade(103.50, 103.50, 102.50, 103);
        _venue.Find(trailing.Id).Level.ShouldBe(102);
        _venue.Trade(103, 103, 101, 101.50);
        _venue.Find(trailing.Id).AveragePrice.ShouldBe(102);
    }

    [Fact]
    public void A_trailing_stop_that_moved_inside_a_slice_fills_there_only_if_the_close_proves_the_way_back()
    {
        _venue.Holding(20);
        var order = _venue.Order(Side.Sell, OrderType.TrailingStop, 10) with { Trail = new Trail(0.02m, IsFraction: true) };
        _venue.Submit(order);
        _venue.Trade(100, 110, 99, 109); // low may have come first: level 107.80, still working
        _venue.Find(order.Id).Level.ShouldBe(107.80m);
        _venue.Find(order.Id).Filled.ShouldBe(0);
        _venue.Trade(109, 120, 108, 112); // high 120 puts the level at 117.60, and the close is below it
        _venue.Find(order.Id).AveragePrice.ShouldBe(117.60m);
    }

    [Fact]
    public void A_volume_share_fills_in_parts_and_the_rest_works_on()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 250));
        venue.Trade(100, 100, 100, 100, volume: 1009);
        venue.Find(order).Filled.ShouldBe(100);
        venue.Trade(101);
        venue.Trade(102);
        venue.Find(order).State.ShouldBe(VenueOrderState.Filled);
        venue.Find(order).Value.ShouldBe(100 * 100 + 100 * 101 + 50 * 102);
    }

    [Fact]
    public void Two_orders_share_the_volume_of_a_slice()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var first = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 70));
        var second = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 70));
        venue.Trade(100);
        (venue.Find(first).Filled, venue.Find(second).Filled).ShouldBe((70, 30));
    }

    [Fact]
    public void An_order_on_its_way_meets_only_the_end_of_the_slice_it_arrives_in()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { Latency = TimeSpan.FromSeconds(5) });
        var market = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 10));
        venue.Reports().ShouldBeEmpty();
        venue.Exchange.Advance(Venue.Start.AddSeconds(4));
        venue.Reports().ShouldBeEmpty();
        venue.Exchange.Advance(Venue.Start.AddSeconds(5));
        venue.Reports().ShouldHaveSingleItem().VenueTime.ShouldBe(Venue.Start.AddSeconds(5));
        venue.Trade(100, 110, 90, 103);
        venue.Find(market).AveragePrice.ShouldBe(103);
    }

    [Fact]
    public void A_bad_print_fills_nothing_and_sets_no_price()
    {
        _venue.Holding(10);
        var stop = _venue.Submit(_venue.Order(Side.Sell, OrderType.Stop, 10, stop: 95));
        _venue.Trade(double.NaN, double.NaN, double.NaN, double.NaN);
        _venue.Trade(100, 100, 0, 100);
        _venue.Trade(100, 99, 101, 100);
        _venue.Find(stop).Filled.ShouldBe(0);
        _venue.Exchange.LastPrice(Venue.Share).ShouldBe(100);
    }

    [Fact]
    public void A_slice_that_touches_no_order_allocates_nothing()
    {
        _venue.Holding(10);
        _venue.Submit(_venue.Order(Side.Sell, OrderType.Stop, 10, stop: 90));
        _venue.Trade(100);
        var slice = new Perun.Core.Bars.Bar(_venue.Now, 100, 101, 99, 100, 1000);
        _venue.Exchange.Match(Venue.Share, slice, _venue.Now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _venue.Exchange.Match(Venue.Share, slice, _venue.Now);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
