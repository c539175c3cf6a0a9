using System.Reflection;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Straight;
using Perun.Backtest.Tests.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Straight;

/// What the straight path takes on, what it leaves to messages, and what its books don't stand.
public class StraightPathTests
{
    private static readonly Instrument Share = RunBench.Coin("ACME") with { AssetClass = AssetClass.Equity, Tick = 0.01m, Lot = 1, TickBelowOne = 0.0001m };

    [Fact]
    public void What_it_does_not_know_goes_through_messages_and_says_why()
    {
        var plan = RunBench.Plan(RunBench.Walk(500));
        Why(plan).ShouldBeNull();
        Why(plan with { Limits = plan.Limits with { AllowShort = true } }).ShouldNotBeNull().ShouldContain("short");
        Why(plan with { Limits = plan.Limits with { LiquidateOnClose = true } }).ShouldNotBeNull().ShouldContain("overnight");
        Why(plan with { Limits = plan.Limits with { Protection = ProtectionStyle.EngineHeld } }).ShouldNotBeNull().ShouldContain("unusual");
        Why(plan with { Limits = plan.Limits with { ProtectionGrace = TimeSpan.Zero } }).ShouldNotBeNull().ShouldContain("does not know");
        Why(plan with { Venue = plan.Venue with { Latency = TimeSpan.FromSeconds(1) } }).ShouldNotBeNull().ShouldContain("time to arrive");
        Why(plan with { LatencyBars = 1 }).ShouldNotBeNull().ShouldContain("time to arrive");
        Why(plan with { Venue = plan.Venue with { PartialChance = 0.1 } }).ShouldNotBeNull().ShouldContain("chance");
        Why(plan with { Venue = plan.Venue with { MostWaitingReports = 1 } }).ShouldNotBeNull().ShouldContain("does not know");
        Why(plan with { Markets = [plan.Markets[0], plan.Markets[0]] }).ShouldNotBeNull().ShouldContain("several markets");
        Why(plan with { Markets = [plan.Markets[0] with { Detail = plan.Markets[0].Bars }] }).ShouldNotBeNull().ShouldContain("finer bars");
        Why(plan with { Spec = plan.Spec with { StartCash = 0.0000000000001m } }).ShouldNotBeNull().ShouldContain("decimals");
        Why(plan with { Limits = plan.Limits with { TradesWhileClosed = true }, Markets = [plan.Markets[0] with { Instrument = Share with { Hours = TradingHours.NewYork } }] }).ShouldNotBeNull().ShouldContain("closed");
    }

    [Fact]
    public void Bars_that_make_no_sense_go_through_messages_and_say_which()
    {
        var plan = RunBench.Plan(RunBench.Walk(500));
        Why(With(plan, 100, bar => new Bar(bar.Time, 200, 200, 200, 200, 1))).ShouldNotBeNull().ShouldContain("01:40 jumps");
        Why(With(plan, 100, bar => bar with { Time = bar.Time.AddMinutes(-1) })).ShouldNotBeNull().ShouldContain("begins before");
        Why(With(plan, 100, bar => bar with { Low = double.NaN })).ShouldNotBeNull().ShouldContain("makes no sense");
        Why(With(plan, 100, bar => bar with { Volume = double.PositiveInfinity })).ShouldNotBeNull().ShouldContain("makes no sense");
        Why(plan with { Markets = [new RunMarket(Share, [.. plan.Markets[0].Bars.Select(Cheap)])] }).ShouldNotBeNull().ShouldContain("too far from its tick");

        static Bar Cheap(Bar bar) => new(bar.Time, bar.Open / 99, bar.High / 99, bar.Low / 99, bar.Close / 99, bar.Volume);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(262_143)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(700_001)]
    public void A_curve_of_any_length_is_thinned_as_messages_thin_it(int bars)
    {
        var builder = new CurveBuilder(bars);
        for (var i = 0; i < bars; i++)
            if (builder.Wants(new DateTime(i + 1))) builder.Add(new DateTime(i + 1), 1, 0);
        builder.Build().Times.Select(time => (int)time - 1).ShouldBe(CurveBuilder.PlacesOf(bars));
    }

    [Fact]
    public void Amounts_are_rounded_together_as_one_by_one_and_what_is_left_open_is_named()
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var dice = RandomStream.Named(seed, "curve");
            var near = new double[1 + dice.NextBelow(40)];
            // Some end in half a millionth, which doubles can't settle.
            for (var i = 0; i < near.Length; i++) near[i] = dice.NextBelow(20) == 0 ? dice.NextBelow(1_000_000) / 1e3 + 5e-7 : 100_000 * dice.NextUnit();
            double[] rounded = [.. near];
            for (var i = 0; i < near.Length;)
            {
                var sure = i + CurveMoney.RoundAll(rounded.AsSpan(i));
                for (; i < sure; i++) (CurveMoney.TryRound(near[i], out var alone), rounded[i]).ShouldBe((true, alone));
                if (i == near.Length) break;
                (CurveMoney.TryRound(near[i], out _), rounded[i]).ShouldBe((false, near[i]));
                i++;
            }
        }
    }

    [Fact]
    public void A_long_history_is_the_same_both_ways()
    {
        var run = RunBench.Run(RunBench.Plan(RunBench.Walk(600_000)));
        (run.Way, run.WayRemark).ShouldBe((RunWay.Both, null));
        run.Equity.Count.ShouldBeLessThan(run.Trades.Count * 20);
        run.Bars.ShouldBe(600_000);
    }

    [Fact]
    public void Partial_fills_are_left_to_messages_and_the_run_says_so()
    {
        Bar[] thin = [.. RunBench.Walk(3_000).Select((bar, i) => bar with { Volume = i % 7 == 0 ? 1 : 2_000 })];
        var plan = RunBench.Plan(thin) with { Venue = new ExchangeRules { Latency = TimeSpan.Zero } };
        var run = BacktestRunner.Run(plan, null, CancellationToken.None);
        (run.Way, run.WayRemark).ShouldBe((RunWay.Messages, "an entry was larger than the bar's share"));
        run.Trades.ShouldBe(BacktestRunner.ByMessages(plan, null, CancellationToken.None).Trades);
    }

    [Fact]
    public void A_strategy_that_throws_throws_either_way_and_a_run_can_be_cancelled()
    {
        var plan = RunBench.Plan(RunBench.Walk(9_000), static () => new Failing());
        foreach (var way in Enum.GetValues<RunWay>())
            Should.Throw<InvalidOperationException>(() => BacktestRunner.Run(plan with { Way = way }, null, CancellationToken.None)).Message.ShouldBe("bar 7,000");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Should.Throw<OperationCanceledException>(() => BacktestRunner.Run(plan with { Strategy = static () => new SmaCross() }, null, stop.Token));
    }

    [Fact]
    public void What_both_ways_do_not_agree_on_is_told_and_messages_have_the_last_word()
    {
        var made = 0;
        var plan = RunBench.Plan(RunBench.Walk(3_000), () => new SmaCross(Interlocked.Increment(ref made) == 1 ? 20 : 21)) with { Way = RunWay.Both };
        var run = BacktestRunner.Run(plan, null, CancellationToken.None);
        run.Way.ShouldBe(RunWay.Both);
        run.WayRemark.ShouldNotBeNull().ShouldContain("round trip");
    }

    [Fact]
    public void Books_that_do_not_balance_stop_the_run()
    {
        var ledger = new StraightLedger(RunBench.Coin(), 0.01m, 1_000);
        ledger.Buy(lots: 500_000_000, ticks: 10_000_000_000, feeLots: 0, feeSteps: 12);
        (ledger.Exact(ledger.Cash), ledger.Held).ShouldBe((499.88m, 500_000_000L));
        ledger.Exact(ledger.Sell(ticks: 11_000_000_000, feeSteps: 13)).ShouldBe(50m);
        ledger.Exact(ledger.Cash).ShouldBe(1_049.75m);
        ledger.Begin();
        ledger.Exact(ledger.Cash).ShouldBe(1_000m);
        typeof(StraightLedger).GetField("_cash", BindingFlags.NonPublic | BindingFlags.Instance)!.SetValue(ledger, (Int128)1);
        Should.Throw<InvalidOperationException>(() => ledger.Buy(1, 1, 0, 0)).Message.ShouldContain("don't balance");
    }

    private static string? Why(RunPlan plan) => StraightPath.TryRun(plan, null, CancellationToken.None, out var why) is null ? why : null;

    private static RunPlan With(RunPlan plan, int place, Func<Bar, Bar> change)
    {
        Bar[] bars = [.. plan.Markets[0].Bars];
        bars[place] = change(bars[place]);
        return plan with { Markets = [plan.Markets[0] with { Bars = bars }] };
    }

    private sealed class Failing : IStrategy
    {
        private int _bars;

        public Idea Next(in Bar bar) => ++_bars < 7_000 ? default : throw new InvalidOperationException("bar 7,000");

        public string Explain() => "fails";
    }
}
