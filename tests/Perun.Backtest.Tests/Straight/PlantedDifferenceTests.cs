using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Straight;
using Perun.Backtest.Tests.Runs;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Tests.Straight;

/// A rule that one of both ways had slightly wrong would be noticed: a straight path under other rules differs from messages.
public class PlantedDifferenceTests
{
    private static readonly EngineSettings Braked = RunBench.TenPercentEach with
    {
        RiskPerTradePercent = 0.015m,
        CashReservePercent = 1,
        LossStreakLimit = 3,
        StopOutLimit = 3,
        SymbolLossLimit = 4,
        SymbolLock = TimeSpan.FromHours(2),
        Cooldown = TimeSpan.FromMinutes(2),
        MaxTradesPerDay = 25,
        MaxDailyLoss = AmountOrPercent.Percent(0.15m),
        DailyProfitTarget = AmountOrPercent.Percent(0.05m),
        MaxDrawdownPercent = 0.4m,
        DrawdownPause = TimeSpan.FromHours(3),
        MinConfidence = 0.51,
    };

    public static TheoryData<string> Changes() => [.. Planted.Keys];

    private static readonly Dictionary<string, Func<RunPlan, RunPlan>> Planted = new()
    {
        ["a fee of a millionth more"] = plan => On(plan, instrument => instrument with { Fees = instrument.Fees with { TakerRate = instrument.Fees.TakerRate * 1.000001m } }),
        ["a fee rounded to a larger step"] = plan => On(plan, instrument => instrument with { Fees = instrument.Fees with { Step = 0.01m } }),
        ["a maker pays as a taker"] = plan => On(plan, instrument => instrument with { Fees = instrument.Fees with { MakerRate = instrument.Fees.TakerRate } }),
        ["a lot ten times as large"] = plan => On(plan, instrument => instrument with { Lot = instrument.Lot * 10 }),
        ["more risk a trade"] = plan => Under(plan, limits => limits with { RiskPerTradePercent = 0.01501m }),
        ["a larger position"] = plan => Under(plan, limits => limits with { MaxPositionSize = AmountOrPercent.Percent(9.99m) }),
        ["less of the cash"] = plan => Under(plan, limits => limits with { CashReservePercent = 95 }),
        ["less exposure"] = plan => Under(plan, limits => limits with { MaxExposurePercent = 5 }),
        ["a streak one longer"] = plan => Under(plan, limits => limits with { LossStreakLimit = 4 }),
        ["one stop-out more"] = plan => Under(plan, limits => limits with { StopOutLimit = 4 }),
        ["a lock a minute longer"] = plan => Under(plan, limits => limits with { SymbolLock = limits.SymbolLock + TimeSpan.FromMinutes(30) }),
        ["a longer cooldown"] = plan => Under(plan, limits => limits with { Cooldown = limits.Cooldown + TimeSpan.FromMinutes(1) }),
        ["one trade more a day"] = plan => Under(plan, limits => limits with { MaxTradesPerDay = 26 }),
        ["a larger daily loss"] = plan => Under(plan, limits => limits with { MaxDailyLoss = AmountOrPercent.Percent(0.16m) }),
        ["a larger profit target"] = plan => Under(plan, limits => limits with { DailyProfitTarget = AmountOrPercent.Percent(0.06m) }),
        ["a deeper fall"] = plan => Under(plan, limits => limits with { MaxDrawdownPercent = 0.42m }),
        ["a longer pause"] = plan => Under(plan, limits => limits with { DrawdownPause = TimeSpan.FromHours(4) }),
        ["a wider spread"] = plan => plan with { Venue = plan.Venue with { CryptoSpreadBasisPoints = 4.0001m } },
        ["more slippage"] = plan => plan with { Venue = plan.Venue with { SlippageBasisPoints = 0.5001m } },
        ["more impact"] = plan => plan with { Venue = plan.Venue with { ImpactBasisPoints = 20.1m } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_planted_difference_is_noticed(string change)
    {
        string? noticed = null;
        for (var seed = 1UL; seed <= 12 && noticed is null; seed++)
        {
            var plan = Plan(seed);
            var messages = BacktestRunner.ByMessages(plan, null, CancellationToken.None);
            TwoWays.Difference(messages, StraightPath.TryRun(plan, null, CancellationToken.None, out _).ShouldNotBeNull()).ShouldBeNull();
            noticed = TwoWays.Difference(messages, StraightPath.TryRun(Planted[change](plan), null, CancellationToken.None, out _).ShouldNotBeNull());
        }
        noticed.ShouldNotBeNull();
    }

    [Fact]
    public void Rules_in_another_order_are_noticed_by_what_they_refuse()
    {
        var run = BacktestRunner.ByMessages(Plan(1), null, CancellationToken.None);
        var reasons = run.Refusals.Where(refusal => refusal.Value > 0).ToArray();
        reasons.Length.ShouldBeGreaterThan(3);
        var swapped = new SortedDictionary<string, long>(run.Refusals.ToDictionary(), StringComparer.Ordinal);
        (swapped[reasons[0].Key], swapped[reasons[1].Key]) = (reasons[0].Value + 1, reasons[1].Value - 1);
        TwoWays.Difference(run, run with { Refusals = swapped }).ShouldNotBeNull().ShouldContain(reasons[0].Key);
    }

    [Fact]
    public void A_digit_more_or_less_anywhere_is_noticed()
    {
        var run = BacktestRunner.ByMessages(Plan(2), null, CancellationToken.None);
        RunTrade[] trades = [.. run.Trades];
        var other = trades[3];
        foreach (var changed in (RunTrade[])[
            other with { Profit = other.Profit + 0.000000000001m }, other with { Fees = other.Fees + 0.0001m }, other with { Quantity = other.Quantity * 1.0000001m },
            other with { WorstUnrealised = other.WorstUnrealised - 0.00000001m }, other with { Stop = other.Stop - 0.00000001m }, other with { Closed = other.Closed.AddMinutes(1) }])
        {
            RunTrade[] with = [.. trades];
            with[3] = changed;
            TwoWays.Difference(run, run with { Trades = with }).ShouldNotBeNull().ShouldContain("round trip 4");
        }
        TwoWays.Difference(run, run with { Ambiguities = run.Ambiguities + 1 }).ShouldNotBeNull();
        TwoWays.Difference(run, run with { Trades = trades[..^1] }).ShouldNotBeNull();
        double[] equity = [.. run.Equity.Equity];
        equity[500] += 0.00001;
        TwoWays.Difference(run, run with { Equity = run.Equity with { Equity = equity } }).ShouldNotBeNull().ShouldContain("equity");
    }

    private static RunPlan Plan(ulong seed) => RunBench.Plan(RunBench.Walk(12_000, seed), () => new SmaCross(8, 10, 1.5, 2.5), Braked) with
    {
        Venue = new ExchangeRules { Latency = TimeSpan.Zero, VolumeShare = 0 },
        Markets = [new RunMarket(RunBench.Coin() with { Lot = 0.000001m, Fees = new FeeSchedule { TakerRate = 0.0002m, MakerRate = 0.0001m } }, RunBench.Walk(12_000, seed))],
    };

    private static RunPlan On(RunPlan plan, Func<Instrument, Instrument> change) => plan with { Markets = [plan.Markets[0] with { Instrument = change(plan.Markets[0].Instrument) }] };

    private static RunPlan Under(RunPlan plan, Func<EngineSettings, EngineSettings> change) => plan with { Limits = change(plan.Limits) };
}
