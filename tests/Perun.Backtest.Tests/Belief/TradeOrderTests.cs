using Perun.Backtest.Belief;

namespace Perun.Backtest.Tests.Belief;

public sealed class TradeOrderTests
{
    // One loss of half the account among nine trades that end even: every order falls by half.
    [Fact]
    public void An_order_can_not_change_what_one_loss_does()
    {
        var trades = Enumerable.Range(0, 10).Select(day => SampleRuns.Trade(day == 4 ? -500 : 0, day)).ToArray();
        var order = TradeOrder.From(trades, 1000, 200, 1)!;
        order.Actual.ShouldBe(0.5, 1e-12);
        order.MaxDrawdown.ShouldBe(new Interval(0.5, 0.5, 0.5));
        order.RankOfActual.ShouldBe(1);
        order.OneInHundred.ShouldBe(0.5, 1e-12);
        order.HistogramStep.ShouldBe(0.5 / 30, 1e-12);
    }

    // All losses first is the worst order there is, so no other falls deeper.
    [Fact]
    public void The_worst_order_of_all_ranks_at_the_end_and_the_luckiest_at_the_beginning()
    {
        var losses = Enumerable.Repeat(-50m, 10);
        var wins = Enumerable.Repeat(60m, 10);
        TradeOrder.From([.. losses.Concat(wins).Select((profit, day) => SampleRuns.Trade(profit, day))], 1000, 500, 1)!.RankOfActual.ShouldBe(1);
        var alternating = losses.Zip(wins).SelectMany(pair => new[] { pair.Second, pair.First });
        TradeOrder.From([.. alternating.Select((profit, day) => SampleRuns.Trade(profit, day))], 1000, 500, 1)!.RankOfActual.ShouldBeLessThan(0.01);
    }

    [Fact]
    public void All_shuffles_are_counted_once() =>
        TradeOrder.From([.. Enumerable.Range(0, 40).Select(day => SampleRuns.Trade(day % 3 == 0 ? -40 : 30, day))], 1000, 300, 9)!
            .Histogram.Sum().ShouldBe(300);

    [Fact]
    public void Four_trades_have_no_order_to_speak_of() =>
        TradeOrder.From([.. Enumerable.Range(0, 4).Select(day => SampleRuns.Trade(1, day))], 1000, 300, 9).ShouldBeNull();
}
