using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

/// What trading costs, each worked out by hand.
public class CostTests
{
    [Fact]
    public void Spread_and_slippage_may_be_amounts()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { SpreadAmount = 0.04m, SlippageAmount = 0.01m });
        var buy = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 10));
        venue.Trade(50);
        venue.Find(buy).AveragePrice.ShouldBe(50.03m, "half of 4 cents, and a cent");
        var sell = venue.Submit(venue.Order(Side.Sell, OrderType.Market, 10));
        venue.Trade(50);
        venue.Find(sell).AveragePrice.ShouldBe(49.97m);
        var quote = venue.Exchange.QuoteOf(Venue.Share, venue.Now);
        (quote.Bid, quote.Ask).ShouldBe((49.98, 50.02));
    }

    [Fact]
    public void A_limit_order_that_rests_pays_neither()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { SpreadAmount = 0.04m, SlippageAmount = 0.01m });
        var buy = venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 10, limit: 49));
        venue.Trade(50, 50, 48.50, 49);
        venue.Find(buy).AveragePrice.ShouldBe(49);
    }

    [Fact]
    public void Slippage_that_depends_on_volume_is_paid_in_proportion_to_what_is_taken()
    {
        // 250 of 1000 at 20 basis points for the whole: 5 basis points of 100 are 5 cents.
        var venue = new Venue(ExchangeRules.Frictionless with { ImpactBasisPoints = 20 });
        var buy = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 250));
        venue.Trade(100, 100, 100, 100, volume: 1000);
        venue.Find(buy).AveragePrice.ShouldBe(100.05m);
    }

    [Fact]
    public void A_share_of_the_volume_makes_partial_fills_until_the_order_is_done()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var buy = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 25));
        venue.Trade(100, 100, 100, 100, volume: 100);
        venue.Find(buy).Filled.ShouldBe(10);
        venue.Trade(101, 101, 101, 101, volume: 100);
        venue.Find(buy).Filled.ShouldBe(20);
        venue.Trade(102, 102, 102, 102, volume: 100);
        venue.Find(buy).AveragePrice.ShouldBe(100.80m, "10 at 100, 10 at 101, 5 at 102");
    }

    [Fact]
    public void Alpaca_takes_no_commission_on_shares_but_what_the_regulators_take()
    {
        var venue = new Venue(shareFees: VenueFees.AlpacaShares);
        venue.Submit(venue.Order(Side.Buy, OrderType.Market, 800));
        venue.Trade(100);
        venue.Exchange.Account.FeesPaid.ShouldBe(0.04m, "CAT: 800 at 0.000046 are 0.0368");
        venue.Submit(venue.Order(Side.Sell, OrderType.Market, 800));
        venue.Trade(110);
        // SEC: 88,000 at 27.80 a million are 2.4464; TAF: 800 at 0.000166 are 0.1328; CAT: 0.0368; together 2.616.
        venue.Exchange.Account.FeesPaid.ShouldBe(0.04m + 2.62m);
    }

    [Fact]
    public void The_fee_on_shares_sold_is_capped_for_one_order()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { StartingCash = 10_000_000 }, shareFees: VenueFees.AlpacaShares with { SellRate = 0, PerShare = 0 });
        venue.Submit(venue.Order(Side.Buy, OrderType.Market, 60_000));
        venue.Trade(100);
        venue.Submit(venue.Order(Side.Sell, OrderType.Market, 60_000));
        venue.Trade(100);
        venue.Exchange.Account.FeesPaid.ShouldBe(8.30m, "60,000 at 0.000166 would be 9.96");
    }

    [Fact]
    public void Krakens_rates_fall_the_day_after_the_volume_was_reached_and_rise_when_it_has_aged()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { CryptoTiers = VenueFees.KrakenTiers }, VenueFees.Kraken);
        FeeOfBuying(venue, 60).ShouldBe(24m, "6,000 at 0.40 %");
        FeeOfBuying(venue, 60).ShouldBe(24m, "12,000 were traded, but today");

        venue.Now += TimeSpan.FromDays(1);
        FeeOfBuying(venue, 10).ShouldBe(3.5m, "above 10,000: 1,000 at 0.35 %");
        FeeOfBuying(venue, 400).ShouldBe(140m, "40,000 at 0.35 %");

        venue.Now += TimeSpan.FromDays(1);
        FeeOfBuying(venue, 10).ShouldBe(2.4m, "53,000 were traded: 1,000 at 0.24 %");

        venue.Now += TimeSpan.FromDays(29);
        FeeOfBuying(venue, 10).ShouldBe(3.5m, "the first day's 12,000 are older than thirty days, 42,000 are left");

        venue.Now += TimeSpan.FromDays(31);
        FeeOfBuying(venue, 10).ShouldBe(4m, "nothing for thirty days");
    }

    [Fact]
    public void Tiers_tell_makers_from_takers_and_leave_shares_alone()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { CryptoTiers = [new FeeTier(5_000, 0.001m, 0.002m)] }, VenueFees.Kraken, new FeeSchedule { TakerRate = 0.01m });
        FeeOfBuying(venue, 60);
        venue.Now += TimeSpan.FromDays(1);
        var resting = venue.Submit(venue.Order(Side.Buy, OrderType.Limit, 10, limit: 90) with { Instrument = Venue.Coin });
        venue.Trade(100, 100, 100, 100, Venue.Coin);
        venue.Trade(100, 100, 89, 95, Venue.Coin);
        venue.Find(resting).Fee.ShouldBe(0.9m, "900 at 0.1 %");
        var share = venue.Submit(venue.Order(Side.Buy, OrderType.Market, 10));
        venue.Trade(100);
        venue.Find(share).Fee.ShouldBe(10m, "1,000 at 1 %");
    }

    [Fact]
    public void What_counts_towards_a_tier_is_saved_and_loaded()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { CryptoTiers = VenueFees.KrakenTiers }, VenueFees.Kraken);
        FeeOfBuying(venue, 200);
        venue.Load(venue.Save());
        venue.Now += TimeSpan.FromDays(1);
        FeeOfBuying(venue, 10).ShouldBe(3.5m, "20,000 were traded: 1,000 at 0.35 %");
    }

    private static decimal FeeOfBuying(Venue venue, decimal coins)
    {
        var order = venue.Submit(venue.Order(Side.Buy, OrderType.Market, coins) with { Instrument = Venue.Coin });
        venue.Trade(100, 100, 100, 100, Venue.Coin);
        return venue.Find(order).Fee;
    }
}
