using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;

namespace Perun.Engine.Tests.Protection;

public class ExitTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.VenueStop };

    private static (EngineBench Bench, OrderId Stop) Leaving(Core.Instruments.InstrumentId instrument = default, DateTime? at = null)
    {
        var bench = new EngineBench(Style, at: at);
        bench.Hold(instrument: instrument);
        var stop = bench.Stop(instrument).Id;
        bench.Ask(new OperatorRequest.Close(instrument));
        return (bench, stop);
    }

    [Fact]
    public void Leaving_cancels_waits_until_that_is_certain_and_then_exits() // F26
    {
        var (bench, stop) = Leaving();
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(stop);
        bench.Bar(101).WaitSeconds(10).Answers.Exits.ShouldBeEmpty();
        bench.Tell(stop, ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
    }

    [Fact]
    public void A_stop_that_filled_meanwhile_leaves_nothing_to_exit() // F18
    {
        var (bench, stop) = Leaving();
        bench.FillAll(stop, 95).Tell(stop, ReportKind.CancelRejected, "already filled").WaitSeconds(120);
        (bench.Held(), bench.Answers.Exits.Count(), bench.Open().Count).ShouldBe((0m, 0, 0));
    }

    [Fact]
    public void A_stop_that_filled_in_part_leaves_the_rest_to_exit()
    {
        var (bench, stop) = Leaving();
        bench.Fill(stop, 30, 95).Tell(stop, ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(70);
    }

    [Fact]
    public void A_refused_exit_puts_the_stop_back_and_tries_again_later_and_less_often()
    {
        var (bench, stop) = Leaving();
        bench.Tell(stop, ReportKind.Cancelled);
        var pauses = new List<double>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            bench.Answers.Exits.Count().ShouldBe(attempt);
            bench.Tell(bench.LastSubmitted.Id, ReportKind.Rejected, "insufficient qty");
            var (rearmed, refusedAt) = (bench.LastSubmitted, bench.Now);
            (rearmed.Type, rearmed.Quantity).ShouldBe((OrderType.Stop, 100m));
            bench.Accept(rearmed.Id);
            while (!bench.Order(rearmed.Id).CancelAsked) bench.WaitSeconds(1);
            pauses.Add((bench.Now - refusedAt).TotalSeconds);
            bench.Tell(rearmed.Id, ReportKind.Cancelled);
        }
        pauses.ShouldBe([2, 4, 8, 16]);
        bench.Answers.Alerts(AlertCode.ExitFailed).Count.ShouldBe(2);
        bench.Answers.Alerts(AlertCode.ExitFailed)[0].Text.ShouldContain("insufficient qty");
    }

    [Fact]
    public void A_refusal_of_an_exit_told_again_does_not_postpone_the_next()
    {
        var (bench, stop) = Leaving();
        bench.Tell(stop, ReportKind.Cancelled);
        var exit = bench.LastSubmitted.Id;
        bench.Tell(exit, ReportKind.Rejected);
        var again = bench.Guard().ExitNotBefore;
        bench.WaitSeconds(1).Tell(exit, ReportKind.Rejected).Guard().ExitNotBefore.ShouldBe(again);
    }

    [Fact]
    public void An_exit_waits_for_the_market_to_open_with_protection_in_place()
    {
        var (bench, stop) = (new EngineBench(Style, at: new DateTime(2026, 3, 4, 20, 50, 0, DateTimeKind.Utc)), OrderId.None);
        bench.Hold(instrument: Listing.Stock);
        stop = bench.Stop(Listing.Stock).Id;
        bench.Wait(TimeSpan.FromMinutes(11)).Ask(new OperatorRequest.Close(Listing.Stock)).Wait(TimeSpan.FromHours(2));
        bench.Answers.Cancelled.ShouldBeEmpty();
        bench.Accept(stop).Wait(TimeSpan.FromHours(15)).Accept(stop);
        bench.Now = new DateTime(2026, 3, 5, 14, 30, 0, DateTimeKind.Utc);
        bench.Do(default(TimePassed)).Answers.Cancelled.ShouldContain(stop);
    }

    [Fact]
    public void In_a_halt_nothing_is_sent_and_afterwards_the_exit_goes_on() // F45
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var stop = bench.Stop().Id;
        bench.Do(new TradingHalted(Listing.Share, IsHalted: true, "LULD"));
        bench.Answers.Alerts(AlertCode.Halted).ShouldHaveSingleItem();
        bench.Ask(new OperatorRequest.Close(Listing.Share)).Tell(stop, ReportKind.Cancelled, "halted").Wait(TimeSpan.FromMinutes(5));
        (bench.Answers.Submitted.Count, bench.Answers.Cancelled.Count).ShouldBe((0, 0));
        bench.Do(new TradingHalted(Listing.Share, IsHalted: false, "")).Answers.Exits.ShouldHaveSingleItem();
    }

    [Fact]
    public void After_a_halt_a_stop_that_vanished_is_placed_anew()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var stop = bench.Stop().Id;
        bench.Do(new TradingHalted(Listing.Share, IsHalted: true, "LULD")).Tell(stop, ReportKind.Cancelled).WaitSeconds(60).Answers.Stops.ShouldBeEmpty();
        bench.Do(new TradingHalted(Listing.Share, IsHalted: false, "")).Answers.Stops.ShouldHaveSingleItem().Quantity.ShouldBe(100);
    }

    [Fact]
    public void A_stop_that_cannot_be_placed_while_the_market_is_closed_alarms_once_and_is_tried_further()
    {
        var bench = new EngineBench(Style, at: new DateTime(2026, 3, 4, 20, 50, 0, DateTimeKind.Utc));
        bench.Hold(instrument: Listing.Stock);
        bench.Wait(TimeSpan.FromMinutes(11)).Tell(bench.Stop(Listing.Stock).Id, ReportKind.Cancelled);
        for (var i = 0; i < 20; i++)
        {
            bench.WaitSeconds(61);
            if (bench.Open(Listing.Stock).Count > 0) bench.Tell(bench.Stop(Listing.Stock).Id, ReportKind.Rejected, "closed");
        }
        bench.Answers.Alerts(AlertCode.Unprotected).Count.ShouldBe(1);
        bench.Answers.Stops.Count().ShouldBeGreaterThan(5);
        bench.Answers.Exits.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_worth_less_than_the_smallest_order_is_told_once_and_sold_when_it_can_be() // F47
    {
        var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.EngineHeld });
        var entry = bench.Enter(0.11m, stop: 95, instrument: Listing.Coin).Order;
        bench.Accept(entry).Fill(entry, 0.09m, 100).Tell(entry, ReportKind.Cancelled);
        bench.Ask(new OperatorRequest.Close(Listing.Coin)).Wait(TimeSpan.FromMinutes(10));
        bench.Answers.Exits.ShouldBeEmpty();
        bench.Answers.Alerts(AlertCode.Unprotected).ShouldHaveSingleItem().Text.ShouldContain("10 USD");
        bench.Price(112, Listing.Coin).WaitSeconds(61).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(0.09m);
    }

    [Fact]
    public void A_sell_signal_leaves_and_names_its_decision()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var stop = bench.Stop().Id;
        bench.WaitSeconds(1).Sell().Reason.ShouldBe(Reason.LeavesPosition);
        var decision = bench.Position;
        bench.Tell(stop, ReportKind.Cancelled);
        bench.Order(bench.LastSubmitted.Id).Decision.ShouldBe(decision);
        bench.WaitSeconds(1).Sell().Reason.ShouldBe(Reason.DuplicateSignal);
        bench.FillAll(bench.LastSubmitted.Id, 101);
        bench.Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Signal);
    }

    [Fact]
    public void There_is_nothing_to_close_without_a_position()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.Close(Listing.Share)).Ask(new OperatorRequest.Close(new Core.Instruments.InstrumentId(99)));
        bench.Answers.Alerts(AlertCode.OperatorRefused).Count.ShouldBe(2);
        bench.Answers.Commands.ShouldBe(0);
    }
}
