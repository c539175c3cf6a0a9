using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Protection;

/// What a venue can hold may differ from instrument to instrument.
public class InstrumentProtectionTests
{
    [Fact]
    public void An_entry_without_brackets_at_its_venue_gets_a_stop_once_it_fills()
    {
        var bench = Bench(VenueProtection.Stop);
        var entry = bench.Buy(95).Order;
        bench.LastSubmitted.Legs.ShouldBeNull();
        var stop = bench.Accept(entry).FillAll(entry, 100).Answers.Stops.ShouldHaveSingleItem();
        (stop.Type, stop.StopPrice, stop.Quantity).ShouldBe((OrderType.Stop, 95m, 100m));
    }

    [Fact]
    public void Where_the_venue_holds_nothing_the_engine_watches()
    {
        var bench = Bench(VenueProtection.None);
        bench.Hold();
        bench.Answers.Stops.ShouldBeEmpty();
        bench.Price(95).Answers.Exits.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_price_that_jumps_over_the_limit_of_a_stop_is_the_engines_to_act_on()
    {
        var bench = Bench(VenueProtection.StopLimit);
        var entry = bench.Buy(95).Order;
        var stop = bench.Accept(entry).FillAll(entry, 100).Answers.Stops.ShouldHaveSingleItem();
        bench.Accept(stop.Id).Price(94.5).Answers.Cancelled.ShouldBeEmpty("the venue's order can still fill above its limit");
        bench.Price(94).Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(stop.Id);
        bench.Tell(stop.Id, ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
        bench.FillAll(bench.LastSubmitted.Id, 93.9m).Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Stop);
    }

    [Fact]
    public void The_limit_of_a_stop_lies_on_the_tick_beyond_it()
    {
        Listing.ShareTerms.StopLimitOf(95m, isSell: true).ShouldBe(94.05m);
        Listing.ShareTerms.StopLimitOf(95.55m, isSell: false).ShouldBe(96.51m);
    }

    private static EngineBench Bench(VenueProtection protection) => new(null, 100_000, null, Listing.ShareTerms with { Protection = protection });
}
