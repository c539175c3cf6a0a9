using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Straight;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Bench.Yardstick;

/// bench/run yardstick [--bars FILE] [--json]: one task as `perun backtest` runs it, by messages, and as a tight loop, by turns in
/// one process. All rules hold in both of the first, and they must come to the same. Of each the fastest round counts: what else a
/// machine does only ever adds.
internal static class YardstickTask
{
    private const int LeastRounds = 9;

    /// So many bars go by at least, so that short histories have rounds enough.
    private const int LeastBars = 8_000_000;

    /// The compiler looks several times at what is hot, and each time a little later.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private const int MadeUp = 1_000_000;

    /// Messages take long, so they have fewer turns.
    private const int MessagesEvery = 4;

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
        RunResult? run = null, told = null;
        var plain = default((int RoundTrips, double Equity));
        void Straight() => run = BacktestRunner.Run(plan with { Way = RunWay.Straight }, null, CancellationToken.None);
        void Messages() => told = BacktestRunner.Run(plan with { Way = RunWay.Messages }, null, CancellationToken.None);
        void Loop() => plain = YardstickLoop.Run(bars);
        var begun = Stopwatch.GetTimestamp();
        for (var round = 0; Stopwatch.GetElapsedTime(begun) < WarmUp; round++)
        {
            Straight();
            Loop();
            if (round % MessagesEvery == 0) Messages();
        }
        Thread.Sleep(200);
        var (straight, messages, loop) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        var rounds = Math.Max(LeastRounds, LeastBars / bars.Length);
        for (var round = 0; round < rounds; round++)
        {
            straight = Math.Min(straight, Time(Straight));
            loop = Math.Min(loop, Time(Loop));
            if (round % MessagesEvery == 0) messages = Math.Min(messages, Time(Messages));
        }
        if (run!.Way != RunWay.Straight) return Differ($"the straight path does not reach: {run.WayRemark}");
        if (TwoWays.Difference(told!, run) is { } difference) return Differ(difference);
        var pace = new Pace(bars.Length / straight, bars.Length / messages, bars.Length / loop);
        Tell(args.Contains("--json"), bars.Length, pace, run, plain);
        return 0;

        static int Differ(string how)
        {
            Console.Error.WriteLine(how);
            return 1;
        }
    }

    private static void Tell(bool json, int bars, Pace pace, RunResult run, (int RoundTrips, double Equity) plain)
    {
        var equity = run.Equity.Equity[^1];
        if (json)
        {
            using var writer = new Utf8JsonWriter(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
            writer.WriteStartObject();
            writer.WriteNumber("bars", bars);
            writer.WriteNumber("barsPerSecond", Math.Round(pace.Straight));
            writer.WriteNumber("loopBarsPerSecond", Math.Round(pace.Loop));
            writer.WriteNumber("ratio", pace.Loop / pace.Straight);
            writer.WriteNumber("roundTrips", run.Trades.Count);
            writer.WriteNumber("finalEquity", equity);
            writer.WriteNumber("messagesBarsPerSecond", Math.Round(pace.Messages));
            writer.WriteNumber("messagesRatio", pace.Loop / pace.Messages);
            writer.WriteNumber("loopRoundTrips", plain.RoundTrips);
            writer.WriteNumber("loopFinalEquity", plain.Equity);
            writer.WriteEndObject();
            return;
        }
        Console.WriteLine($"{bars:N0} bars");
        Console.WriteLine($"straight path  {pace.Straight,14:N0} bars/s  {run.Trades.Count,8:N0} round trips  equity {equity:N2}");
        Console.WriteLine($"by messages    {pace.Messages,14:N0} bars/s  the same to the last digit");
        Console.WriteLine($"tight loop     {pace.Loop,14:N0} bars/s  {plain.RoundTrips,8:N0} round trips  equity {plain.Equity:N2}");
        Console.WriteLine($"the loop is {pace.Loop / pace.Straight:N1} times as fast as the straight path, and {pace.Loop / pace.Messages:N1} times as fast as messages");
    }

    /// Bars a second.
    private readonly record struct Pace(double Straight, double Messages, double Loop);

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
}
