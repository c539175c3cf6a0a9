using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine.Risk;

namespace Perun.Engine.Tests.Sizing;

public class SizingTests
{
    private static readonly EngineSettings Roomy = new() { MaxPositionSize = AmountOrPercent.Percent(100), CashReservePercent = 0 };

    [Fact]
    public void Risk_over_the_stops_distance_sets_the_quantity_rounded_down_to_the_lot()
    {
        var judged = new EngineBench(Roomy).Buy(stop: 93); // 1,000 / 7 = 142.86
        (judged.Verdict, judged.Quantity).ShouldBe((VerdictKind.Allowed, 142m));
        judged.Text.ShouldBe("risking 1% of 100,000.00 over a stop 7 away");
    }

    [Fact]
    public void A_coin_is_rounded_down_to_its_own_lot() =>
        new EngineBench(Roomy).Buy(stop: 93, instrument: Listing.Coin).Quantity.ShouldBe(142.8571m);

    [Fact]
    public void Without_a_stop_the_default_distance_counts_and_rounds_towards_the_price()
    {
        var bench = new EngineBench(Roomy).Price(100.07);
        var judged = bench.Buy(stop: null);
        judged.Stop.ShouldBe(95.07m); // 95.0665 up to the tick
        judged.Quantity.ShouldBe(200);
    }

    [Fact]
    public void A_position_is_worth_no_more_than_allowed()
    {
        var judged = new EngineBench(Roomy with { MaxPositionSize = AmountOrPercent.Amount(5_050) }).Buy(stop: 95);
        (judged.Verdict, judged.Reason, judged.Quantity).ShouldBe((VerdictKind.Resized, Reason.PositionSize, 50m));
        judged.Text.ShouldContain("5,050.00");
    }

    [Fact]
    public void What_is_held_counts_towards_the_size_of_a_position()
    {
        var bench = new EngineBench(Roomy with { MaxPositionSize = AmountOrPercent.Amount(15_000) });
        bench.Hold(stop: 90);
        bench.Held().ShouldBe(100);
        var more = bench.Enter(51, stop: 90);
        (more.Verdict, more.Reason).ShouldBe((VerdictKind.Refused, Reason.AboveLimits));
        more.Text.ShouldContain("15,000.00");
        bench.Enter(50, stop: 90).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void Buying_power_is_cash_less_the_reserve_and_less_what_entries_on_the_way_will_cost()
    {
        var settings = Roomy with { CashReservePercent = 1, RiskPerTradePercent = 50 };
        var bench = new EngineBench(settings, cash: 10_000);
        bench.Enter(60, limit: 100, stop: 90).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
        var judged = bench.Buy(stop: 90, instrument: Listing.Stock); // (10,000 - 6,000) * 99 % = 3,960
        (judged.Reason, judged.Quantity).ShouldBe((Reason.BuyingPower, 39m));
        judged.Text.ShouldContain("3,960.00");
    }

    [Fact]
    public void All_positions_together_are_worth_no_more_than_allowed()
    {
        var bench = new EngineBench(Roomy with { MaxExposurePercent = 15, MaxPositionSize = AmountOrPercent.Percent(10) });
        bench.Hold(stop: 95);
        bench.Enter(20, limit: 100, stop: 95, instrument: Listing.Coin).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
        var judged = bench.Buy(stop: 95, instrument: Listing.Stock); // 15,000 - 10,000 - 2,000
        (judged.Reason, judged.Quantity).ShouldBe((Reason.Exposure, 30m));
        judged.Text.ShouldContain("3,000.00");
    }

    [Fact]
    public void A_short_sale_is_covered_by_equity_that_nothing_else_uses()
    {
        var bench = new EngineBench(Roomy with { AllowShort = true, RiskPerTradePercent = 100, MaxExposurePercent = 300 }, cash: 10_000, instruments: [Listing.ShareTerms, Listing.ShareTerms with { Symbol = "SH2" }]);
        bench.Hold(stop: 90);
        bench.State.Ledger.Exposure.ShouldBe(10_000);
        bench.Sell(stop: 110, instrument: new Core.Instruments.InstrumentId(1)).Reason.ShouldBe(Reason.BuyingPower);
    }

    [Fact]
    public void The_venues_minimum_lifts_no_limit()
    {
        var judged = new EngineBench(Roomy, cash: 100).Buy(stop: 80, instrument: Listing.Coin); // 1 / 20 = 0.05 coins, worth 5 of at least 10
        (judged.Verdict, judged.Reason).ShouldBe((VerdictKind.Refused, Reason.BelowMinimum));
        judged.Text.ShouldContain("0.125", customMessage: "10 at the stop, not at the price: what can't be sold at its stop is not bought");
        judged.Text.ShouldContain("0.05");
    }

    [Fact]
    public void Less_than_a_lot_is_nothing()
    {
        var judged = new EngineBench(Roomy, cash: 1_000).Buy(stop: 80);
        (judged.Verdict, judged.Reason).ShouldBe((VerdictKind.Refused, Reason.BelowMinimum));
    }

    [Fact]
    public void An_account_under_water_buys_nothing()
    {
        var judged = new EngineBench(Roomy with { MaxDailyLoss = default }, cash: -5).Buy(stop: 95);
        (judged.Verdict, judged.Reason).ShouldBe((VerdictKind.Refused, Reason.PositionSize));
    }

    [Theory]
    [InlineData(0, Reason.NotPositive)]
    [InlineData(-1, Reason.NotPositive)]
    [InlineData(1.5, Reason.NotOnLot)]
    [InlineData(1001, Reason.AboveLimits)]
    public void A_person_hears_what_is_wrong_with_a_quantity(double quantity, Reason reason)
    {
        var judged = new EngineBench(Roomy).Enter((decimal)quantity, stop: 95);
        (judged.Verdict, judged.Reason).ShouldBe((VerdictKind.Refused, reason));
        judged.Text.ShouldContain(quantity.ToString());
    }

    [Theory]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void An_absurd_quantity_is_refused_and_breaks_nothing(string quantity) =>
        new EngineBench(Roomy).Enter(decimal.Parse(quantity), stop: 95).Verdict.ShouldBe(VerdictKind.Refused);

    [Fact]
    public void A_person_who_asks_for_less_than_the_venue_takes_hears_the_minimum()
    {
        var judged = new EngineBench(Roomy).Enter(0.05m, stop: 95, instrument: Listing.Coin);
        judged.Reason.ShouldBe(Reason.BelowMinimum);
        judged.Text.ShouldContain("0.1");
    }

    [Fact]
    public void A_person_who_names_a_price_off_the_tick_hears_the_nearest()
    {
        var judged = new EngineBench().Enter(1, limit: 99.005m, stop: 95);
        judged.Reason.ShouldBe(Reason.NotOnTick);
        judged.Text.ShouldContain("99.01");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("79228162514264337593543950335")]
    public void A_person_who_names_no_price_at_all_is_refused(string price) =>
        new EngineBench().Enter(1, stop: decimal.Parse(price)).Reason.ShouldBe(Reason.NotPositive);

    [Fact]
    public void A_limit_order_is_sized_at_its_limit_and_good_for_the_day()
    {
        var bench = new EngineBench();
        bench.Enter(limit: 80, stop: 76).Quantity.ShouldBe(125);
        (bench.LastSubmitted.Type, bench.LastSubmitted.LimitPrice, bench.LastSubmitted.TimeInForce).ShouldBe((OrderType.Limit, 80m, TimeInForce.Day));
    }
}
