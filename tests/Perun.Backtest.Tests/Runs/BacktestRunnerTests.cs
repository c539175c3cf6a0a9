using Perun.Core.Bars;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Tests.Runs;

public class BacktestRunnerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_full_engine_makes_the_round_trips_and_the_money_of_a_plain_loop_of_the_same_rules(ulong seed)
    {
        var bars = RunBench.Walk(30_000, seed);
        var (trips, equity) = TightLoop.Run(bars);
        var run = RunBench.Run(RunBench.Plan(bars));
        trips.ShouldBeGreaterThan(1000);
        run.Trades.Count.ShouldBe(trips);
        run.Equity.Equity[^1].ShouldBe(equity, equity * 0.0001);
    }

    [Fact]
    public void One_plan_gives_one_result()
    {
        var plan = RunBench.Plan(RunBench.Walk(5_000));
        var (first, second) = (RunBench.Run(plan), RunBench.Run(plan));
        second.Trades.ShouldBe(first.Trades);
        second.Equity.Equity.ShouldBe(first.Equity.Equity);
        second.Refusals.ShouldBe(first.Refusals);
    }

    [Fact]
    public void What_comes_later_changes_no_trade_that_is_closed()
    {
        var bars = RunBench.Walk(4_000);
        var whole = RunBench.Run(RunBench.Plan(bars));
        var half = RunBench.Run(RunBench.Plan(bars[..2_000]));
        half.Trades.Count.ShouldBeGreaterThan(20);
        whole.Trades.Take(half.Trades.Count).ShouldBe(half.Trades);
    }

    [Fact]
    public void A_signal_on_a_close_is_filled_at_the_next_open()
    {
        Bar[] bars = [Flat(0, 100), Flat(1, 100), new(RunBench.Start.AddMinutes(2), 101, 102, 100.5, 101.5, 1000), Flat(3, 103), Flat(4, 103)];
        var run = RunBench.Run(RunBench.Plan(bars, static () => new Scripted((1, SignalAction.Buy), (3, SignalAction.Sell))));
        var trade = run.Trades.ShouldHaveSingleItem();
        (trade.Side, trade.AverageEntry, trade.AverageExit, trade.Reason).ShouldBe((Side.Buy, 101m, 103m, ExitReason.Signal));
    }

    [Fact]
    public void Finer_bars_settle_whether_stop_or_target_came_first()
    {
        Bar[] hours = [Hour(0, 100, 100, 100, 100), Hour(1, 100, 106, 94, 100), Hour(2, 100, 100, 100, 100)];
        Bar[] minutes = [At(0, 0, 100), At(1, 0, 100), new(RunBench.Start.AddMinutes(70), 100, 106, 100, 101, 500), new(RunBench.Start.AddMinutes(90), 101, 101, 94, 100, 500), At(2, 0, 100)];
        static IStrategy BuyFirst() => new Scripted((0, SignalAction.Buy)) { Stop = 95, Target = 105 };
        var coarse = RunBench.Run(RunBench.Plan(hours, BuyFirst, timeframe: Timeframe.H1));
        coarse.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop, "where nobody knows, the worse counts");
        var fine = RunBench.Run(RunBench.Plan(hours, BuyFirst, detail: minutes, timeframe: Timeframe.H1));
        fine.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Target);
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => Backtest.Runs.BacktestRunner.Run(RunBench.Plan(RunBench.Walk(10_000)), null, stop.Token));
    }

    private static Bar Flat(int minute, double price) => new(RunBench.Start.AddMinutes(minute), price, price, price, price, 1000);

    private static Bar At(int hour, int minute, double price) => new(RunBench.Start.AddHours(hour).AddMinutes(minute), price, price, price, price, 500);

    private static Bar Hour(int hour, double open, double high, double low, double close) => new(RunBench.Start.AddHours(hour), open, high, low, close, 1000);
}
