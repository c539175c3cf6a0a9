using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Safety;

public class KillTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.VenueStop };

    [Fact]
    public void It_cancels_entries_and_leaves_protection_where_it_is()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        var entry = bench.Enter(10, limit: 99, stop: 95, instrument: Listing.Stock).Order;
        bench.Accept(entry).Ask(new OperatorRequest.Kill("enough")).WaitSeconds(20);
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(entry);
        bench.Stop().CancelAsked.ShouldBeFalse();
        bench.Held().ShouldBe(100);
    }

    [Fact]
    public void What_fills_before_its_cancellation_is_protected()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Enter(10, limit: 99, stop: 95).Order;
        bench.Accept(entry).Ask(new OperatorRequest.Kill("enough")).FillAll(entry, 99);
        bench.Answers.Stops.ShouldHaveSingleItem().Quantity.ShouldBe(10);
    }

    [Fact]
    public void It_survives_restarts_and_days_and_only_a_person_lifts_it()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.Kill("enough")).Restart().Wait(TimeSpan.FromDays(3)).Restart().Bar(100);
        bench.Buy().Reason.ShouldBe(Reason.KillSwitch);
        bench.Ask(new OperatorRequest.Resume("fine again")).IsBraked(Brake.Kill).ShouldBeFalse();
        bench.WaitSeconds(1).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void Thrown_twice_it_is_told_once()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.Kill("a")).Ask(new OperatorRequest.Kill("b"));
        bench.Answers.Thrown(Brake.Kill).ShouldHaveSingleItem().Text.ShouldBe("operator: a");
    }

    [Fact]
    public void A_cancelled_order_that_is_none_is_told()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.CancelOrder(OrderId.At(5, 5)));
        bench.Answers.Alerts(AlertCode.OperatorRefused).ShouldHaveSingleItem().Text.ShouldContain("5.5");
    }
}
