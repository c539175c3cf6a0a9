using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Runs;

/// Plans of runs on made-up minutes, and limits that limit nothing but the size of a position.
internal static class RunBench
{
    public static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly EngineSettings TenPercentEach = new()
    {
        MaxPositionSize = AmountOrPercent.Percent(10),
        RiskPerTradePercent = 100,
        MaxPriceDriftPercent = 100,
        MaxTradesPerDay = int.MaxValue,
        MinConfidence = 0,
        MaxDrawdownPercent = 0,
        LossStreakLimit = 0,
        StopOutLimit = 0,
        SymbolLossLimit = 0,
        Cooldown = TimeSpan.Zero,
        MaxDailyLoss = AmountOrPercent.None,
        CashReservePercent = 0,
    };

    /// Divides finely, trades around the clock, and costs a hundredth of a percent.
    public static Instrument Coin(string symbol = "COIN/USD") => new()
    {
        Symbol = symbol,
        AssetClass = AssetClass.Crypto,
        BaseAsset = symbol.Split('/')[0],
        Hours = TradingHours.AroundTheClock,
        Tick = 0.00000001m,
        Lot = 0.00000001m,
        Fees = new FeeSchedule { TakerRate = 0.0001m, MakerRate = 0.0001m },
    };

    public static Bar[] Walk(int count, ulong seed = 7)
    {
        var dice = RandomStream.Named(seed, "bars");
        var bars = new Bar[count];
        var close = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = close;
            close *= 1 + 0.0008 * dice.NextNormal();
            var high = Math.Max(open, close) * (1 + Math.Abs(0.0003 * dice.NextNormal()));
            var low = Math.Min(open, close) * (1 - Math.Abs(0.0003 * dice.NextNormal()));
            bars[i] = new Bar(Start.AddMinutes(i), open, high, low, close, 1000);
        }
        return bars;
    }

    public static RunPlan Plan(Bar[] bars, Func<IStrategy>? strategy = null, EngineSettings? limits = null, Bar[]? detail = null, Timeframe? timeframe = null) => new()
    {
        Spec = new RunSpec
        {
            Strategy = "test",
            Parameters = new Dictionary<string, double>(),
            Symbols = ["COIN/USD"],
            Timeframe = timeframe ?? Timeframe.M1,
            From = Start,
            To = bars[^1].Time,
            StartCash = 100_000,
        },
        Markets = [new RunMarket(Coin(), bars, detail)],
        Strategy = strategy ?? (static () => new SmaCross()),
        Limits = limits ?? TenPercentEach,
        Venue = ExchangeRules.Frictionless,
    };

    /// Both ways, wherever the straight path reaches.
    public static RunResult Run(RunPlan plan)
    {
        var run = BacktestRunner.Run(plan with { Way = RunWay.Both }, null, CancellationToken.None);
        if (run.Way == RunWay.Both) run.WayRemark.ShouldBeNull();
        return run;
    }
}
