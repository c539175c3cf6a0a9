using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Orders;

namespace Perun.Engine.Tests.Protection;

/// Stop and target go out with the entry; the venue works them for what fills.
public class BracketProtectionTests
{
    [Fact]
    public void Stop_and_target_leave_with_the_entry()
    {
        var bench = new EngineBench();
        bench.Buy(95, 120);
        var order = bench.Answers.Submitted.ShouldHaveSingleItem();
        var legs = order.Legs.ShouldNotBeNull();
        (legs.StopPrice, legs.TargetPrice, order.Quantity).ShouldBe((95m, 120m, 100m));
    }

    [Fact]
    public void A_partial_fill_whose_leg_works_needs_nothing_more()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        bench.Accept(bench.LegsOf(entry)[0], 40).WaitSeconds(60);
        bench.Answers.Stops.ShouldBeEmpty();
        bench.Stop().Remaining.ShouldBe(40);
    }

    [Fact]
    public void Legs_that_never_appear_are_replaced_by_an_own_stop_after_the_grace() // F22
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        bench.WaitSeconds(29).Answers.Stops.ShouldBeEmpty();
        bench.WaitSeconds(1);
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        (stop.Quantity, stop.StopPrice, stop.Side, stop.ReduceOnly).ShouldBe((40m, 95m, Side.Sell, true));
    }

    [Fact]
    public void A_leg_that_is_silent_is_asked_about_before_an_own_stop_is_placed()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100);
        var leg = bench.LegsOf(entry)[0];
        bench.WaitSeconds(5).Answers.Asked.ShouldContain(leg);
        bench.Accept(leg, 100).WaitSeconds(60).Answers.Stops.ShouldBeEmpty();
    }

    [Fact]
    public void A_target_that_stays_silent_is_asked_about_even_where_the_stop_works()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95, 110).Order;
        bench.Accept(entry).FillAll(entry, 100);
        var (stop, target) = (bench.LegsOf(entry)[0], bench.LegsOf(entry)[1]);
        bench.Accept(stop, 100).WaitSeconds(5).Answers.Asked.ShouldContain(target);
        bench.Tell(target, ReportKind.Cancelled).Price(110).Guard().ExitWanted.ShouldBeTrue("the price is watched where no order waits for it");
    }

    [Fact]
    public void A_leg_that_is_only_held_is_no_protection()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        bench.Accept(bench.LegsOf(entry)[0]).Tell(bench.LegsOf(entry)[0], ReportKind.NotFound).WaitSeconds(30);
        bench.Answers.Stops.ShouldHaveSingleItem().Quantity.ShouldBe(40);
    }

    [Fact]
    public void A_leg_that_appears_after_all_replaces_the_own_stop_again()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).FillAll(entry, 100).WaitSeconds(30);
        var own = bench.LastSubmitted.Id;
        bench.Accept(own).Accept(bench.LegsOf(entry)[0], 100);
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(own);
    }

    [Fact]
    public void Where_leg_and_own_stop_both_work_the_own_one_goes_however_old_the_leg()
    {
        var bench = new EngineBench();
        var entry = bench.Hold();
        var leg = bench.LegsOf(entry)[0];
        bench.Replace(leg, 60).WaitSeconds(30);
        var own = bench.Answers.Stops.ShouldHaveSingleItem().Id;
        bench.Replace(leg, 100).WaitSeconds(40).Accept(own);
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(own);
        bench.Answers.Changed.ShouldBeEmpty();
    }

    [Fact]
    public void When_the_target_fills_the_stop_that_stays_behind_is_cancelled() // F25
    {
        var bench = new EngineBench();
        var entry = bench.Hold(target: 120);
        var (stop, target) = (bench.LegsOf(entry)[0], bench.LegsOf(entry)[1]);
        bench.FillAll(target, 120);
        bench.Held().ShouldBe(0);
        bench.WaitSeconds(29).Answers.Cancelled.ShouldBeEmpty("the venue cancels it by itself");
        bench.WaitSeconds(1).Answers.Cancelled.ShouldContain(stop);
    }

    [Fact]
    public void A_position_that_both_legs_turned_is_told_and_flattened_once() // F23
    {
        var bench = new EngineBench();
        var entry = bench.Hold(target: 120);
        var (stop, target) = (bench.LegsOf(entry)[0], bench.LegsOf(entry)[1]);
        bench.FillAll(target, 120).FillAll(stop, 95);
        bench.Held().ShouldBe(-100);
        bench.Answers.Alerts(AlertCode.Reversed).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Critical);
        var exit = bench.Answers.Exits.ShouldHaveSingleItem();
        (exit.Side, exit.Quantity).ShouldBe((Side.Buy, 100m));
        bench.Bar(96).WaitSeconds(5).FillAll(exit.Id, 96);
        bench.WaitSeconds(120);
        (bench.Held(), bench.Answers.Exits.Count(), bench.Answers.Alerts(AlertCode.Reversed).Count).ShouldBe((0m, 1, 1));
        bench.Open().ShouldBeEmpty();
    }

    [Fact]
    public void A_stop_that_fills_late_after_the_exit_is_undone()
    {
        var bench = new EngineBench();
        var entry = bench.Hold();
        var stop = bench.LegsOf(entry)[0];
        bench.Ask(new OperatorRequest.Close(Listing.Share)).Tell(stop, ReportKind.Cancelled);
        bench.FillAll(bench.Answers.Exits.Single().Id, 99);
        bench.Fill(stop, 30, 95);
        bench.Held().ShouldBe(-30);
        (bench.LastSubmitted.Side, bench.LastSubmitted.Quantity).ShouldBe((Side.Buy, 30m));
    }

    [Fact]
    public void A_stop_that_vanishes_is_placed_anew() // F30
    {
        var bench = new EngineBench();
        var entry = bench.Hold(target: 120);
        bench.Tell(bench.LegsOf(entry)[0], ReportKind.Cancelled, "all orders cancelled");
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        (stop.Quantity, stop.StopPrice).ShouldBe((100m, 95m));
    }

    [Fact]
    public void A_target_that_no_order_waits_for_is_watched()
    {
        var bench = new EngineBench();
        var entry = bench.Hold(target: 110);
        foreach (var leg in bench.LegsOf(entry)) bench.Tell(leg, ReportKind.Cancelled);
        bench.Accept(bench.LastSubmitted.Id).Price(110);
        (bench.Guard().ExitWanted, bench.Guard().ExitReason).ShouldBe((true, ExitReason.Target));
    }

    [Fact]
    public void A_tiny_first_fill_does_not_end_its_entry() // F46, F47
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95, instrument: Listing.Coin).Order;
        bench.Accept(entry).Fill(entry, 0.0005m, 100);
        bench.Answers.Cancelled.ShouldBeEmpty();
        bench.Answers.Of<Notice.TradeClosed>().ShouldBeEmpty();
        bench.FillAll(entry, 100).Held(Listing.Coin).ShouldBe(100);
        bench.State.Trip(Listing.Coin).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void An_entry_that_ends_with_less_than_can_be_sold_was_no_trade()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95, instrument: Listing.Coin).Order;
        bench.Accept(entry).Fill(entry, 0.0005m, 100).Tell(entry, ReportKind.Cancelled);
        bench.State.Trip(Listing.Coin).IsOpen.ShouldBeFalse();
        (bench.State.Account.PositionsTaken, bench.State.Record.TradesClosed).ShouldBe((0, 0));
        bench.WaitSeconds(60).Answers.Submitted.Count.ShouldBe(1);
    }

    [Fact]
    public void A_fee_in_the_asset_leaves_dust_that_is_neither_sold_nor_a_position() // F46
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95, instrument: Listing.Coin).Order;
        bench.Accept(entry).Fill(entry, 0.2m, 100, fee: 0.00055m, feeIsInBase: true).Tell(entry, ReportKind.Cancelled).WaitSeconds(30);
        bench.Held(Listing.Coin).ShouldBe(0.19945m);
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        stop.Quantity.ShouldBe(0.1994m);
        bench.Accept(stop.Id).FillAll(stop.Id, 95);
        bench.Held(Listing.Coin).ShouldBe(0.00005m);
        bench.Tell(bench.LegsOf(entry)[0], ReportKind.Cancelled).WaitSeconds(120);
        (bench.State.Account.PositionsTaken, bench.Open(Listing.Coin).Count, bench.Answers.Submitted.Count).ShouldBe((0, 0, 2));
        bench.Answers.Of<Notice.TradeClosed>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_rest_of_an_entry_whose_position_was_left_already_is_cancelled()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100);
        var leg = bench.LegsOf(entry)[0];
        bench.Accept(leg, 40).FillAll(leg, 95);
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(entry);
    }

    [Fact]
    public void Enlarging_a_position_keeps_the_tighter_stop()
    {
        var bench = new EngineBench(new EngineSettings { MaxPositionSize = Core.Money.AmountOrPercent.Percent(50) });
        bench.Hold(stop: 98);
        bench.Enter(10, stop: 90);
        bench.Guard().Stop.ShouldBe(98);
    }

    [Fact]
    public void A_position_without_a_plan_is_told_once()
    {
        var bench = new EngineBench();
        var entry = bench.Hold();
        bench.Guard().Clear();
        bench.Tell(bench.LegsOf(entry)[0], ReportKind.Cancelled).WaitSeconds(90);
        bench.Answers.Alerts(AlertCode.Unprotected).ShouldHaveSingleItem().Text.ShouldContain("100 SHR");
    }
}
