using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Protection;

/// The stop rests at the venue once something has filled; the engine watches the target.
public class OwnStopTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.VenueStop };

    [Fact]
    public void Whatever_fills_is_protected_at_once_and_exactly()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.LastSubmitted.Legs.ShouldBeNull();
        bench.Accept(entry).Fill(entry, 40, 100);
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        (stop.Quantity, stop.StopPrice).ShouldBe((40m, 95m));
        bench.Fill(entry, 30, 100).Answers.Changed.ShouldBeEmpty("the first stop is not there yet");
        bench.Accept(stop.Id).Answers.Changed.ShouldHaveSingleItem().Quantity.ShouldBe(70);
        bench.Replace(stop.Id, 70).Fill(entry, 30, 100).Answers.Changed[^1].Quantity.ShouldBe(100);
    }

    [Fact]
    public void A_change_that_is_refused_leads_to_a_second_stop_for_the_rest()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        var stop = bench.LastSubmitted.Id;
        bench.Accept(stop).Fill(entry, 60, 100);
        bench.Tell(stop, ReportKind.ReplaceRejected, "not here");
        bench.Answers.Changed.Count.ShouldBe(1);
        bench.Answers.Stops.Select(static order => order.Quantity).ShouldBe([40m, 60m]);
    }

    [Fact]
    public void A_stop_refused_three_times_means_leaving_at_the_market() // F24
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            bench.Answers.Stops.Count().ShouldBe(attempt);
            bench.Answers.Exits.ShouldBeEmpty();
            bench.Tell(bench.LastSubmitted.Id, ReportKind.Rejected, "no").WaitSeconds(10);
        }
        bench.Answers.Alerts(AlertCode.Unprotected).ShouldHaveSingleItem().Text.ShouldContain("refused 3 times");
        bench.Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
        bench.FillAll(bench.LastSubmitted.Id, 99);
        bench.Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Unprotected);
    }

    [Fact]
    public void One_refusal_told_three_times_is_one_refusal()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100);
        var stop = bench.LastSubmitted.Id;
        for (var i = 0; i < 3; i++) bench.Tell(stop, ReportKind.Rejected, "no");
        bench.Guard().StopFailures.ShouldBe(1);
        bench.WaitSeconds(10).Answers.Exits.ShouldBeEmpty();
    }

    [Fact]
    public void Refusals_are_forgotten_once_a_stop_holds()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100);
        for (var i = 0; i < 2; i++) bench.Tell(bench.LastSubmitted.Id, ReportKind.Rejected, "no").WaitSeconds(10);
        bench.Accept(bench.LastSubmitted.Id).Guard().StopFailures.ShouldBe(0);
    }

    [Fact]
    public void A_stop_that_is_cancelled_again_and_again_is_not_placed_without_end()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        for (var i = 0; i < 10 && bench.Answers.Exits.ToList().Count == 0; i++)
        {
            bench.Tell(bench.Stop().Id, ReportKind.Cancelled, "gone").WaitSeconds(20);
        }
        bench.Answers.Stops.Count().ShouldBe(2);
        bench.Answers.Exits.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_stop_a_person_cancels_is_replaced_once_the_first_is_gone()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var stop = bench.Stop().Id;
        bench.Ask(new Events.OperatorRequest.CancelOrder(stop)).Bar(101).WaitSeconds(5).Answers.Stops.ShouldBeEmpty();
        bench.Tell(stop, ReportKind.Cancelled).Answers.Stops.ShouldHaveSingleItem().Quantity.ShouldBe(100);
    }

    [Fact]
    public void What_the_price_has_passed_already_is_left_rather_than_protected()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Price(94);
        bench.FillAll(entry, 94.5m);
        bench.Answers.Stops.ShouldBeEmpty();
        bench.Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
        bench.Guard().ExitReason.ShouldBe(ExitReason.Stop);
    }

    [Fact]
    public void The_engine_watches_the_target()
    {
        var bench = new EngineBench(Style);
        bench.Hold(target: 110);
        var stop = bench.Stop().Id;
        bench.Price(109.99).Guard().ExitWanted.ShouldBeFalse();
        bench.Price(110).Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(stop);
        bench.Answers.Exits.ShouldBeEmpty("the stop holds the quantity until it is gone");
        bench.Tell(stop, ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem();
        bench.FillAll(bench.LastSubmitted.Id, 110).Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Target);
    }

    [Fact]
    public void A_stop_larger_than_what_is_left_shrinks()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var stop = bench.Stop();
        bench.Replace(stop.Id, 130).Answers.Changed.ShouldHaveSingleItem().Quantity.ShouldBe(100);
    }

    [Fact]
    public void A_short_is_protected_from_above()
    {
        var bench = new EngineBench(Style with { AllowShort = true });
        var entry = bench.Sell(stop: 105).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        (stop.Side, stop.Quantity, stop.StopPrice).ShouldBe((Side.Buy, 40m, 105m));
    }
}
