using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Protection;

/// The venue can hold neither stop nor target: the engine watches both.
public class EngineHeldTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.EngineHeld };

    [Theory]
    [InlineData(95, ExitReason.Stop)]
    [InlineData(94, ExitReason.Stop)]
    [InlineData(110, ExitReason.Target)]
    public void A_price_at_a_level_leaves_the_position(double price, ExitReason reason)
    {
        var bench = new EngineBench(Style);
        bench.Hold(target: 110);
        bench.Answers.Stops.ShouldBeEmpty();
        bench.Price(price).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(100);
        bench.FillAll(bench.LastSubmitted.Id, (decimal)price).Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_short_is_left_above_its_stop()
    {
        var bench = new EngineBench(Style with { AllowShort = true });
        var entry = bench.Sell(stop: 105).Order;
        bench.Accept(entry).FillAll(entry, 100).Price(104.9).Answers.Exits.ShouldBeEmpty();
        bench.Price(105).Answers.Exits.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_partial_fill_is_left_with_what_filled_after_its_entry_is_gone()
    {
        var bench = new EngineBench(Style);
        var entry = bench.Buy(95).Order;
        bench.Accept(entry).Fill(entry, 40, 100).Price(94).Answers.Exits.ShouldBeEmpty();
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(entry);
        bench.Tell(entry, Core.Orders.ReportKind.Cancelled).Answers.Exits.ShouldHaveSingleItem().Quantity.ShouldBe(40);
    }

    [Fact]
    public void One_bad_print_triggers_nothing() // F41
    {
        var bench = new EngineBench(Style);
        bench.Hold();
        bench.Price(10).Answers.Exits.ShouldBeEmpty();
        bench.Price(100).Answers.Exits.ShouldBeEmpty();
        bench.Price(40).Price(41).Answers.Exits.ShouldHaveSingleItem("two bars agree");
    }
}
