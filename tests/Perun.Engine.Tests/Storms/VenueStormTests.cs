using System.Collections.Concurrent;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Simulation.Exchange;

namespace Perun.Engine.Tests.Storms;

public class VenueStormTests
{
    private static readonly int Sequences = Environment.GetEnvironmentVariable("PERUN_LONG_TESTS") == "1" ? 50_000 : 1_500;

    [Fact]
    public void After_any_mischief_engine_and_venue_agree_and_every_position_is_looked_after()
    {
        var failures = new ConcurrentBag<(int Seed, string What)>();
        var trades = 0L;
        Parallel.For(1, Sequences + 1, (seed, loop) =>
        {
            var bench = Bench(new Dice((ulong)seed), out var dice);
            if (Rage(bench, dice) is { } what) failures.Add((seed, $"{what}\n{string.Join("\n", bench.Story)}"));
            if (failures.Count > 20) loop.Stop();
            Interlocked.Add(ref trades, bench.State.Record.TradesClosed);
        });
        if (!failures.IsEmpty)
        {
            var (seed, what) = failures.MinBy(static failure => failure.Seed);
            throw new InvalidOperationException($"{failures.Count} storms did not settle; seed {seed}: {what}");
        }
        trades.ShouldBeGreaterThan(Sequences * 2, "storms without trades prove nothing");
    }

    private static VenueBench Bench(Dice dice, out Dice luck)
    {
        luck = dice;
        var settings = new EngineSettings
        {
            Protection = dice.Of(ProtectionStyle.VenueBracket, ProtectionStyle.VenueStop, ProtectionStyle.EngineHeld),
            AllowShort = dice.Chance(50),
            MaxPositionSize = AmountOrPercent.Percent(25),
            Cooldown = TimeSpan.Zero,
            LossStreakLimit = 0,
            StopOutLimit = 0,
            SymbolLossLimit = 0,
            MaxDailyLoss = AmountOrPercent.None,
            MaxDrawdownPercent = 0,
        };
        var rules = new ExchangeRules
        {
            Seed = dice.Next(),
            PartialChance = dice.Of(0, 0.4),
            RejectChance = dice.Of(0, 0.1),
            VolumeShare = dice.Of(0m, 0.05m),
            ExitsHoldQuantity = dice.Chance(70),
        };
        return new VenueBench(dice, settings, rules)
        {
            Mischief = dice.Chance(20) ? Mischief.None : new Mischief
            {
                LostCommands = dice.Of(0, 3),
                LostReports = dice.Of(0, 5, 15),
                RepeatedReports = dice.Of(0, 10),
                DelayedReports = dice.Of(0, 10, 30),
            },
        };
    }

    private static string? Rage(VenueBench bench, Dice dice)
    {
        try
        {
            for (var step = 0; step < 240; step++)
            {
                bench.Step();
                if (dice.Chance(20)) bench.Do(new SignalProposed(Signal(bench, dice)));
                if (dice.Chance(1)) bench.Do(new OperatorAsked(new OperatorRequest.Close(new InstrumentId(dice.Below(3)))));
                if (dice.Below(500) == 0) bench.Do(new OperatorAsked(new OperatorRequest.Flatten("storm")));
                if (dice.Chance(2)) bench.Do(new OperatorAsked(new OperatorRequest.Resume("storm")));
                if (dice.Below(300) == 0) bench.Do(new Started("storm", "test", 1, bench.State.Settings));
            }
            bench.Mischief = Mischief.None;
            for (var step = 0; step < 160; step++)
            {
                bench.Step(isCalm: true);
                if (step % 40 == 0) bench.SeeAccount();
            }
            return bench.Unsettled();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return wrong.ToString();
        }
    }

    private static Signal Signal(VenueBench bench, Dice dice)
    {
        var instrument = new InstrumentId(dice.Below(3));
        var price = (decimal)bench.State.Market(instrument).Price;
        var action = dice.Chance(60) ? SignalAction.Buy : SignalAction.Sell;
        var sign = action == SignalAction.Buy ? 1 : -1;
        return EngineBench.Signal(
            action, instrument, bench.Now, Math.Round(price * (1 - sign * (0.002m + dice.Below(30) * 0.001m)), 1), dice.Chance(50) ? null : Math.Round(price * (1 + sign * 0.01m), 1));
    }
}
