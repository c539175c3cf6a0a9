using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Ledger;

public class RoundTripTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.EngineHeld };

    [Fact]
    public void It_gathers_entries_exits_fees_and_the_extremes_between()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(90).Order;
        var decision = bench.Position;
        bench.Fill(entry, 40, 100, fee: 0.4m).Fill(entry, 60, 101, fee: 0.6m);
        bench.Price(92).Price(108);
        bench.Ask(new Events.OperatorRequest.Close(Listing.Share));
        var exit = bench.LastSubmitted.Id;
        bench.Fill(exit, 30, 107).Fill(exit, 70, 106, fee: 2);
        var trade = bench.Answers.Of<Notice.TradeClosed>().ShouldHaveSingleItem().Trade;
        (trade.Quantity, trade.AverageEntry, trade.AverageExit).ShouldBe((100m, 100.6m, 106.3m));
        (trade.Fees, trade.Profit, trade.Decision, trade.Reason).ShouldBe((3m, 567m, decision, ExitReason.Operator));
        (trade.WorstUnrealised, trade.BestUnrealised).ShouldBe((-860m, 740m));
        bench.State.Trip(Listing.Share).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_fee_after_the_end_opens_no_new_one()
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        bench.Ask(new Events.OperatorRequest.Close(Listing.Share)).FillAll(bench.LastSubmitted.Id, 101);
        bench.Report(bench.About(bench.LastSubmitted.Id, ReportKind.Filled) with { CumulativeFee = 1 });
        bench.State.Trip(Listing.Share).IsOpen.ShouldBeFalse();
        (bench.State.Ledger.Fees, bench.Answers.Of<Notice.TradeClosed>().Count).ShouldBe((1m, 1));
    }

    [Fact]
    public void A_short_is_a_round_trip_too()
    {
        var bench = new EngineBench(Style with { AllowShort = true });
        var entry = bench.Sell(stop: 110).Order;
        bench.FillAll(entry, 100).Ask(new Events.OperatorRequest.Close(Listing.Share)).FillAll(bench.LastSubmitted.Id, 98);
        var trade = bench.Answers.Of<Notice.TradeClosed>().Single().Trade;
        (trade.Side, trade.Profit, trade.IsLoss).ShouldBe((Side.Sell, 200m, false));
    }
}
