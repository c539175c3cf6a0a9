using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Safety;

public class FlattenTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.VenueStop };

    private static EngineBench Flattening()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        bench.Accept(bench.Enter(10, limit: 99, stop: 95, instrument: Listing.Stock).Order);
        return bench.Ask(new OperatorRequest.Flatten("storm"));
    }

    [Fact]
    public void It_cancels_everything_closes_everything_verifies_and_reports()
    {
        var bench = Flattening();
        bench.Answers.Cancelled.Count.ShouldBe(2);
        bench.Answers.Alerts(AlertCode.Flatten).ShouldHaveSingleItem().Text.ShouldContain("100 SHR, orders in STK");
        bench.Tell(bench.Stop().Id, ReportKind.Cancelled).Tell(bench.Open(Listing.Stock)[0].Id, ReportKind.Cancelled);
        bench.State.Flattening.IsOn.ShouldBeTrue();
        bench.FillAll(bench.Answers.Exits.Single().Id, 99);
        (bench.State.Flattening.IsOn, bench.IsBraked(Brake.Flatten), bench.IsBraked(Brake.Kill)).ShouldBe((false, false, true));
        bench.Answers.Alerts(AlertCode.Flatten)[^1].Text.ShouldStartWith("everything is cancelled and closed");
        bench.Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.Flatten);
    }

    [Fact]
    public void What_fails_is_tried_again_and_told_every_half_minute()
    {
        var bench = Flattening();
        bench.Tell(bench.Stop().Id, ReportKind.Cancelled);
        for (var second = 0; second < 60; second++)
        {
            foreach (var order in bench.Open().Where(static order => order.Purpose == OrderPurpose.Exit)) bench.Tell(order.Id, ReportKind.Rejected, "no");
            foreach (var order in bench.Open().Where(static order => order.CancelAsked)) bench.Tell(order.Id, ReportKind.Cancelled);
            foreach (var order in bench.Open().Where(static order => order.Purpose == OrderPurpose.ProtectiveStop)) bench.Accept(order.Id);
            bench.WaitSeconds(1);
        }
        bench.Answers.Exits.Count().ShouldBeInRange(4, 6);
        bench.Answers.Alerts(AlertCode.Flatten).Count.ShouldBe(3);
        bench.Answers.Alerts(AlertCode.ExitFailed).Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Nobody_resumes_while_it_is_under_way()
    {
        var bench = Flattening().Ask(new OperatorRequest.Resume("too early"));
        bench.IsBraked(Brake.Kill).ShouldBeTrue();
        bench.Answers.Alerts(AlertCode.OperatorRefused).ShouldHaveSingleItem();
    }

    [Fact]
    public void It_goes_on_after_a_restart()
    {
        var bench = Flattening();
        bench.Answers.Clear();
        var stop = bench.Stop().Id;
        bench.Restart().Tell(stop, ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
    }

    [Fact]
    public void With_nothing_to_close_it_is_done_at_once()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.Flatten("drill"));
        (bench.State.Flattening.IsOn, bench.IsBraked(Brake.Kill)).ShouldBe((false, true));
    }
}
