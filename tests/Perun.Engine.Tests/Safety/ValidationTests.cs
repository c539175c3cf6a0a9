using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Engine.Risk;

namespace Perun.Engine.Tests.Safety;

public class ValidationTests
{
    [Fact]
    public void Everything_is_decided_and_nothing_is_sent()
    {
        var bench = new EngineBench(new EngineSettings { ValidateOnly = true });
        var judged = bench.Buy(95, 120);
        (judged.Verdict, judged.Quantity).ShouldBe((VerdictKind.Resized, 100m));
        bench.Order(judged.Order).Status.ShouldBe(OrderStatus.Cancelled);
        bench.Wait(TimeSpan.FromHours(1));
        (bench.Answers.Commands, bench.Open().Count, bench.State.Record.EntriesToday).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void A_position_from_before_is_not_touched_either()
    {
        var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.VenueStop });
        bench.Hold();
        bench.Restart(new EngineSettings { Protection = ProtectionStyle.VenueStop, ValidateOnly = true });
        bench.Tell(bench.Stop().Id, ReportKind.Cancelled).Ask(new OperatorRequest.Close(Listing.Share)).Ask(new OperatorRequest.Flatten("x")).WaitSeconds(120);
        bench.Answers.Submitted.ShouldBeEmpty();
    }
}
