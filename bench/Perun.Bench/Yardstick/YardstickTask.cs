using System.Runtime.InteropServices;
using System.Text.Json;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Bench.Yardstick;

/// bench/run yardstick [--bars FILE] [--json]: one task through the full engine and as a tight loop, by turns in one process.
internal static class YardstickTask
{
    private const int LeastRounds = 9;

    /// So many bars go by at least, so that short histories are measured warm, too.
    private const int LeastBars = 8_000_000;
    private const int MadeUp = 1_000_000;

    public static int Run(string[] args)
    {
        var file = Array.IndexOf(args, "--bars") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        if (file is not null && !File.Exists(file))
        {
            Console.Error.WriteLine($"{file} is not there: give a file of columns t, o, h, l, c, v (int64, then float64), or none to make bars up");
            return 2;
        }
        var bars = file is null ? MakeUp(MadeUp) : Read(file);
        var plan = Plan(bars);
        var (engine, loop) = (new List<double>(), new List<double>());
        RunResult? run = null;
        var plain = default((int RoundTrips, double Equity));
        for (var round = 0; round < Math.Max(LeastRounds, LeastBars / bars.Length); round++)
        {
            engine.Add(Time(() => run = BacktestRunner.Run(plan, null, CancellationToken.None)));
            loop.Add(Time(() => plain = YardstickLoop.Run(bars)));
        }
        var (perSecond, loopPerSecond) = (bars.Length / Median(engine), bars.Length / Median(loop));
        Tell(args.Contains("--json"), bars.Length, perSecond, loopPerSecond, run!, plain);
        return 0;
    }

    private static void Tell(bool json, int bars, double perSecond, double loopPerSecond, RunResult run, (int RoundTrips, double Equity) plain)
    {
        var equity = run.Equity.Equity[^1];
        if (json)
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
            writer.WriteStartObject();
            writer.WriteNumber("bars", bars);
            writer.WriteNumber("barsPerSecond", Math.Round(perSecond));
            writer.WriteNumber("loopBarsPerSecond", Math.Round(loopPerSecond));
            writer.WriteNumber("ratio", loopPerSecond / perSecond);
            writer.WriteNumber("roundTrips", run.Trades.Count);
            writer.WriteNumber("finalEquity", equity);
            writer.WriteNumber("loopRoundTrips", plain.RoundTrips);
            writer.WriteNumber("loopFinalEquity", plain.Equity);
            writer.WriteEndObject();
            return;
        }
        Console.WriteLine($"{bars:N0} bars");
        Console.WriteLine($"full engine  {perSecond,14:N0} bars/s  {run.Trades.Count,8:N0} round trips  equity {equity:N2}");
        Console.WriteLine($"tight loop   {loopPerSecond,14:N0} bars/s  {plain.RoundTrips,8:N0} round trips  equity {plain.Equity:N2}");
        Console.WriteLine($"the loop is {loopPerSecond / perSecond:N1} times as fast");
    }

    internal static RunPlan Plan(Bar[] bars) => new()
    {
        Spec = new RunSpec { Strategy = "sma-atr", Parameters = new Dictionary<string, double>(), Symbols = ["COIN/USD"], Timeframe = Timeframe.M1, From = bars[0].Time, To = bars[^1].Time, StartCash = 100_000 },
        Markets = [new RunMarket(new Instrument
        {
            Symbol = "COIN/USD", AssetClass = AssetClass.Crypto, BaseAsset = "COIN", Hours = TradingHours.AroundTheClock, Tick = 0.00000001m, Lot = 0.00000001m,
            Fees = new FeeSchedule { TakerRate = 0.0001m, MakerRate = 0.0001m, Step = 0.00000001m },
        }, bars)],
        Strategy = static () => new SmaCross(),
        Limits = new EngineSettings
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
        },
        Venue = ExchangeRules.Frictionless,
    };

    private static Bar[] Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var count = bytes.Length / (6 * sizeof(double));
        var times = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, count * sizeof(long)));
        var columns = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(count * sizeof(long)));
        var bars = new Bar[count];
        for (var i = 0; i < count; i++)
            bars[i] = new Bar(DateTime.UnixEpoch.AddSeconds(times[i]), columns[i], columns[count + i], columns[2 * count + i], columns[3 * count + i], columns[4 * count + i]);
        return bars;
    }

    internal static Bar[] MakeUp(int count)
    {
        var dice = RandomStream.Named(7, "yardstick");
        var bars = new Bar[count];
        var close = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = close;
            close *= Math.Exp(0.0008 * dice.NextNormal());
            var high = Math.Max(open, close) * (1 + Math.Abs(0.0003 * dice.NextNormal()));
            var low = Math.Min(open, close) * (1 - Math.Abs(0.0003 * dice.NextNormal()));
            bars[i] = new Bar(DateTime.UnixEpoch.AddMinutes(i), open, high, low, close, dice.NextBelow(1000) + 1);
        }
        return bars;
    }

    /// Processor time, so that what else a machine does meanwhile counts for neither.
    private static double Time(Action work)
    {
        var begun = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - begun).TotalSeconds;
    }

    private static double Median(List<double> seconds)
    {
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }
}
