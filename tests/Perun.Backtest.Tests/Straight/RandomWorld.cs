using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Straight;

/// Runs by lot: bars, an instrument, limits, a venue, fees and a strategy, each of which may be plain or odd.
internal static class RandomWorld
{
    public static RunPlan Plan(ulong seed)
    {
        var dice = RandomStream.Named(seed, "world");
        var isCrypto = dice.NextChance(0.5);
        var timeframe = Pick(ref dice, (ReadOnlySpan<Timeframe>)(isCrypto ? [Timeframe.M1, Timeframe.M5, Timeframe.H1] : [Timeframe.M1, Timeframe.M15, Timeframe.H1, Timeframe.D1]));
        var instrument = isCrypto ? Coin(ref dice) : Share(ref dice);
        var bars = Bars(ref dice, instrument, timeframe, 300 + dice.NextBelow(1_500));
        var (name, strategy) = Strategy(ref dice);
        return new RunPlan
        {
            Spec = new RunSpec { Strategy = name, Parameters = new Dictionary<string, double>(), Symbols = [instrument.Symbol], Timeframe = timeframe, From = bars[0].Time, To = bars[^1].Time, StartCash = Pick(ref dice, [100_000m, 25_000m, 1_234.56m, 10_000_000m]) },
            Markets = [new RunMarket(instrument, bars)],
            Strategy = strategy,
            Limits = Limits(ref dice),
            Venue = Venue(ref dice),
        };
    }

    private static Instrument Coin(ref RandomStream dice)
    {
        var (tick, lot) = Pick(ref dice, [(0.00000001m, 0.00000001m), (0.1m, 0.00001m), (0.01m, 0.0001m), (0.5m, 0.001m), (0.0025m, 0.1m)]);
        return new Instrument
        {
            Symbol = "COIN/USD",
            AssetClass = AssetClass.Crypto,
            BaseAsset = "COIN",
            Hours = TradingHours.AroundTheClock,
            Tick = tick,
            Lot = lot,
            MinQuantity = dice.NextChance(0.3) ? lot * 7 : 0,
            MinNotional = Pick(ref dice, [0m, 0m, 1m, 10m, 400m]),
            Fees = Pick(ref dice, [FeeSchedule.Free, VenueFees.AlpacaCrypto, VenueFees.Kraken, new FeeSchedule { TakerRate = 0.0001m, MakerRate = 0.0001m, Step = 0.00000001m }, new FeeSchedule { TakerRate = 0.01m, MakerRate = -0.0001m, Step = 0.05m }]),
        };
    }

    private static Instrument Share(ref RandomStream dice) => new()
    {
        Symbol = "ACME",
        AssetClass = AssetClass.Equity,
        BaseAsset = "ACME",
        Hours = TradingHours.NewYork,
        Tick = 0.01m,
        TickBelowOne = dice.NextChance(0.5) ? 0.0001m : 0,
        Lot = Pick(ref dice, [1m, 1m, 0.000000001m, 100m]),
        MinNotional = Pick(ref dice, [0m, 0m, 1m]),
        CanBeShorted = dice.NextChance(0.5),
        Fees = Pick(ref dice, [FeeSchedule.Free, VenueFees.AlpacaShares, new FeeSchedule { PerShare = 0.005m, SellPerShare = 0.02m, SellPerShareCap = 0.5m, TakerRate = 0.0003m, MakerRate = 0.0001m }]),
    };

    private static EngineSettings Limits(ref RandomStream dice)
    {
        if (dice.NextChance(0.2)) return new EngineSettings { StaleAfter = TimeSpan.FromDays(7) };
        return new EngineSettings
        {
            StaleAfter = TimeSpan.FromDays(7),
            RiskPerTradePercent = dice.NextChance(0.7) ? Pick(ref dice, [1m, 5m, 100m]) : Pick(ref dice, [1m, 0.1m, 100m, 0m]),
            MaxPositionSize = Pick(ref dice, [AmountOrPercent.Percent(10), AmountOrPercent.Percent(60), AmountOrPercent.Amount(5_000), AmountOrPercent.Percent(10)]),
            MaxExposurePercent = Pick(ref dice, [100m, 100m, 30m]),
            CashReservePercent = Pick(ref dice, [0m, 1m, 20m]),
            MinConfidence = dice.NextChance(0.7) ? 0 : Pick(ref dice, [0, 0.5, 0.6]),
            Cooldown = dice.NextChance(0.7) ? TimeSpan.Zero : Pick(ref dice, [TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromHours(3)]),
            MaxTradesPerDay = dice.NextChance(0.7) ? int.MaxValue : Pick(ref dice, [1, 5, 50, int.MaxValue]),
            MaxDailyLoss = dice.NextChance(0.7) ? AmountOrPercent.None : Pick(ref dice, [AmountOrPercent.None, AmountOrPercent.Percent(3), AmountOrPercent.Percent(0.1m), AmountOrPercent.Amount(75)]),
            DailyProfitTarget = dice.NextChance(0.7) ? AmountOrPercent.None : Pick(ref dice, [AmountOrPercent.None, AmountOrPercent.None, AmountOrPercent.Percent(0.2m), AmountOrPercent.Amount(150)]),
            LossStreakLimit = dice.NextChance(0.7) ? 0 : Pick(ref dice, [0, 2, 4]),
            CoolOff = Pick(ref dice, [TimeSpan.FromHours(1), TimeSpan.FromDays(2), TimeSpan.Zero]),
            StopOutLimit = dice.NextChance(0.7) ? 0 : Pick(ref dice, [0, 1, 3]),
            StopOutWindow = Pick(ref dice, [TimeSpan.FromHours(4), TimeSpan.FromDays(20)]),
            StopOutPause = Pick(ref dice, [TimeSpan.FromHours(2), TimeSpan.FromDays(3)]),
            MaxDrawdownPercent = dice.NextChance(0.7) ? 0m : Pick(ref dice, [0m, 10m, 0.5m]),
            DrawdownWindowDays = Pick(ref dice, [1, 2, 7]),
            DrawdownPause = Pick(ref dice, [TimeSpan.FromMinutes(90), TimeSpan.FromDays(1)]),
            SymbolLossLimit = dice.NextChance(0.7) ? 0 : Pick(ref dice, [0, 1, 3]),
            SymbolLock = Pick(ref dice, [TimeSpan.FromMinutes(50), TimeSpan.FromHours(12)]),
            MaxPriceDriftPercent = Pick(ref dice, [1m, 100m]),
            DefaultStopPercent = Pick(ref dice, [5m, 0.7m]),
            TradesWhileClosed = dice.NextChance(0.2),
        };
    }

    private static ExchangeRules Venue(ref RandomStream dice)
    {
        if (dice.NextChance(0.2)) return ExchangeRules.Frictionless;
        if (dice.NextChance(0.3)) return new ExchangeRules { Latency = TimeSpan.Zero };
        return new ExchangeRules
        {
            Latency = TimeSpan.Zero,
            EquitySpreadBasisPoints = Pick(ref dice, [0m, 1.5m, 8m]),
            CryptoSpreadBasisPoints = Pick(ref dice, [0m, 4m, 11m]),
            SpreadAmount = Pick(ref dice, [0m, 0m, 0.02m]),
            SlippageBasisPoints = Pick(ref dice, [0m, 0.5m, 3m]),
            SlippageAmount = Pick(ref dice, [0m, 0m, 0.01m]),
            ImpactBasisPoints = Pick(ref dice, [0m, 20m]),
            VolumeShare = Pick(ref dice, [0m, 0.2m, 0.01m]),
            CryptoTiers = dice.NextChance(0.4) ? [new FeeTier(20_000, 0.0014m, 0.0024m), new FeeTier(60_000, 0.001m, 0.002m), new FeeTier(400_000, 0.0002m, 0.0012m)] : [],
            MarketCushion = Pick(ref dice, [0.02m, 0.1m]),
            WhenClosed = dice.NextChance(0.3) ? WhenClosed.Queue : WhenClosed.Reject,
        };
    }

    private static (string, Func<IStrategy>) Strategy(ref RandomStream dice)
    {
        var seed = dice.Next();
        if (dice.NextChance(0.4)) return ("whims", () => new Whims(seed));
        var definition = StrategyCatalog.All[dice.NextBelow(StrategyCatalog.All.Count)];
        ParameterValues? values = null;
        for (var tries = 0; values is null; tries++)
        {
            var chosen = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var parameter in definition.Parameters)
            {
                if (tries > 20 || dice.NextChance(0.3)) continue;
                var most = parameter.Max - parameter.Min;
                if (parameter.Name is "period" or "fast" or "slow" or "entry" or "exit" or "signal" or "atrPeriod") most = Math.Min(most, 30);
                chosen[parameter.Name] = parameter.Min + Math.Floor(dice.NextUnit() * most / parameter.Step) * parameter.Step;
            }
            values = definition.Choose(chosen).Values;
        }
        return ($"{definition.Name} {values}", () => definition.Create(values));
    }

    private static Bar[] Bars(ref RandomStream dice, Instrument instrument, Timeframe timeframe, int count)
    {
        var bars = new List<Bar>(count);
        var close = Pick(ref dice, [100.0, 27.13, 3_400, 61_000, instrument.Hours == TradingHours.NewYork ? 9.5 : 0.0314]);
        var (move, isRounded, gaps, volume) = (Pick(ref dice, [0.0008, 0.004, 0.012]), dice.NextChance(0.5), dice.NextChance(0.5), Pick(ref dice, [1_000, 50_000, 3_000_000]));
        var calendar = TradingCalendar.For(instrument.Hours);
        for (var time = new DateTime(2023, 10, 30, 0, 0, 0, DateTimeKind.Utc); bars.Count < count; time = Next(time))
        {
            if (timeframe == Timeframe.D1 && instrument.Hours == TradingHours.NewYork ? calendar.SessionOn(DateOnly.FromDateTime(time)) is null : !calendar.IsOpen(time)) continue;
            if (gaps && dice.NextChance(0.03)) continue;
            var open = Cut(close * (1 + (dice.NextChance(0.1) ? 2 : 0.2) * move * dice.NextNormal()));
            close = Cut(open * (1 + move * dice.NextNormal()));
            var high = Cut(Math.Max(open, close) * (1 + Math.Abs(0.7 * move * dice.NextNormal())));
            var low = Cut(Math.Min(open, close) * (1 - Math.Abs(0.7 * move * dice.NextNormal())));
            bars.Add(new Bar(time, open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close, dice.NextBelow(50) == 0 ? 0 : dice.NextBelow(volume)));
        }
        return [.. bars];

        double Cut(double price) => isRounded && price > 1 ? Math.Round(price, 2) : price;

        DateTime Next(DateTime time) => time + timeframe.Length;
    }

    private static T Pick<T>(ref RandomStream dice, ReadOnlySpan<T> among) => among[dice.NextBelow(among.Length)];

    /// Ideas out of nowhere, some of them senseless.
    private sealed class Whims(ulong seed) : IStrategy
    {
        private RandomStream _dice = RandomStream.Named(seed, "whims");

        public string Name => "whims";

        public Idea Next(in Bar bar)
        {
            if (!_dice.NextChance(0.3)) return default;
            var action = _dice.NextChance(0.6) ? SignalAction.Buy : SignalAction.Sell;
            var confidence = _dice.NextChance(0.01) ? 1.5 : _dice.NextUnit();
            var stop = _dice.NextBelow(4) switch { 0 => 0, 1 => bar.Low * 0.995, 2 => bar.Close * (1 - 0.03 * _dice.NextUnit()), _ => _dice.NextChance(0.1) ? bar.Close * 1.01 : bar.Close * 0.98 };
            var target = _dice.NextBelow(4) switch { 0 => 0, 1 => bar.High * 1.004, 2 => bar.Close * (1 + 0.03 * _dice.NextUnit()), _ => _dice.NextChance(0.1) ? bar.Close * 0.99 : _dice.NextChance(0.02) ? 1e13 : bar.Close * 1.01 };
            return new Idea(action, confidence, stop, target);
        }

        public string Explain() => "for no reason";
    }
}
