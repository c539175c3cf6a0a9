using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;

namespace Perun.Engine.Tests.Protection;

/// Entries that wait for a price, and stops that follow one.
public class TrailingTests
{
    private static readonly Trail TwoPercent = new(0.02m, IsFraction: true);

    [Theory]
    [InlineData(null, null, OrderType.Market)]
    [InlineData(101.0, null, OrderType.Limit)]
    [InlineData(null, 102.0, OrderType.Stop)]
    [InlineData(103.0, 102.0, OrderType.StopLimit)]
    public void Limit_and_trigger_make_the_kind_of_order(double? limit, double? trigger, OrderType type)
    {
        var bench = new EngineBench();
        bench.Ask(new OperatorRequest.Enter(default, Side.Buy, 10, (decimal?)limit, 95, null) { Trigger = (decimal?)trigger, TimeInForce = TimeInForce.GoodTilCancelled });
        var sent = bench.LastSubmitted;
        (sent.Type, sent.LimitPrice, sent.StopPrice, sent.TimeInForce).ShouldBe((type, (decimal)(limit ?? 0), (decimal)(trigger ?? 0), TimeInForce.GoodTilCancelled));
    }

    [Fact]
    public void A_trailing_entry_has_no_fixed_leg_and_its_fill_gets_a_stop_that_trails()
    {
        var bench = new EngineBench();
        bench.Ask(new OperatorRequest.Enter(default, Side.Buy, 50, null, null, null) { Trail = TwoPercent });
        var entry = bench.LastSubmitted;
        entry.Legs.ShouldBeNull();
        bench.Accept(entry.Id).FillAll(entry.Id, 100);
        var stop = bench.LastSubmitted;
        (stop.Type, stop.Quantity, stop.StopPrice, stop.Trail, stop.ReduceOnly).ShouldBe((OrderType.TrailingStop, 50m, 98m, TwoPercent, true));
    }

    [Fact]
    public void A_trailing_stop_that_must_be_placed_again_starts_where_the_price_had_taken_it()
    {
        var bench = new EngineBench();
        bench.Ask(new OperatorRequest.Enter(default, Side.Buy, 50, null, null, null) { Trail = TwoPercent });
        bench.Accept(bench.LastSubmitted.Id).FillAll(bench.LastSubmitted.Id, 100);
        var first = bench.LastSubmitted.Id;
        bench.Accept(first).Price(110).Price(109);
        bench.Guard().Stop.ShouldBe(107.80m);
        bench.Tell(first, ReportKind.Cancelled, "the venue lost it").WaitSeconds(10);
        var second = bench.LastSubmitted;
        second.Id.ShouldNotBe(first);
        (second.Type, second.StopPrice).ShouldBe((OrderType.TrailingStop, 107.80m));
    }

    [Fact]
    public void Where_the_venue_holds_no_stops_the_engine_trails_and_leaves_by_itself()
    {
        var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.EngineHeld });
        bench.Ask(new OperatorRequest.Enter(default, Side.Buy, 50, null, null, null) { Trail = TwoPercent });
        bench.Accept(bench.LastSubmitted.Id).FillAll(bench.LastSubmitted.Id, 100);
        bench.Price(110).Price(108);
        bench.Answers.Exits.ShouldBeEmpty();
        bench.Price(107.5).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(50);
        bench.FillAll(bench.LastSubmitted.Id, 107);
        bench.Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Stop);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_trail_that_is_no_distance_is_refused(int share)
    {
        var bench = new EngineBench();
        bench.Ask(new OperatorRequest.Enter(default, Side.Buy, 50, null, null, null) { Trail = new Trail(share, IsFraction: true) });
        bench.Judged.Reason.ShouldBe(Reason.NotPositive);
        bench.Answers.Submitted.ShouldBeEmpty();
    }

    [Fact]
    public void A_part_is_left_and_the_rest_stays_protected()
    {
        var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.VenueStop });
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100);
        var stop = bench.LastSubmitted.Id;
        bench.Accept(stop).Ask(new OperatorRequest.Close(default, 30));
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(stop);
        bench.Tell(stop, ReportKind.Cancelled);
        var exit = bench.Answers.Exits.ShouldHaveSingleItem();
        exit.Quantity.ShouldBe(30);
        bench.FillAll(exit.Id, 101);
        bench.Held().ShouldBe(70);
        (bench.LastSubmitted.Type, bench.LastSubmitted.Quantity, bench.LastSubmitted.StopPrice).ShouldBe((OrderType.Stop, 70m, 95m));
        bench.Guard().ExitWanted.ShouldBeFalse();
    }
}
