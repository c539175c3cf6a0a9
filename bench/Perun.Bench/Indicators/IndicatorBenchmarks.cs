using Perun.Bench.Measuring;
using Perun.Core.Indicators;
using static Perun.Bench.Indicators.SampleBars;

namespace Perun.Bench.Indicators;

/// Each indicator, new every time, over a million bars: as a series, and as a stream called through its interface.
internal static class IndicatorBenchmarks
{
    private static readonly double[] First = new double[Count];
    private static readonly double[] Second = new double[Count];

    public static IEnumerable<Benchmark> All() =>
    [
        .. OfPrices("SMA20", () => new Sma(20), () => PlainLoops.Sma(Closes, First, 20)),
        .. OfPrices("EMA20", () => new Ema(20), () => PlainLoops.Ema(Closes, First, 20)),
        .. OfPrices("RSI14", () => new Rsi(14), () => PlainLoops.Rsi(Closes, First, 14)),
        .. OfPrices("MACD", () => new Macd(), () => PlainLoops.Macd(Closes, First, Second)),
        .. OfBars("ATR14", () => new Atr(14), () => PlainLoops.Atr(Bars, First, 14)),
        .. OfPrices("Bollinger20", () => new Bollinger(20), () => PlainLoops.Bollinger(Closes, First, Second, 20)),
        .. OfPrices("WMA14", () => new Wma(14)),
        .. OfPrices("DEMA14", () => new Dema(14)),
        .. OfPrices("TEMA20", () => new Tema(20)),
        .. OfPrices("HMA14", () => new Hma(14)),
        .. OfPrices("KAMA10", () => new Kama(10)),
        .. OfPrices("StochRSI14", () => new StochRsi(14)),
        .. OfPrices("ROC14", () => new Roc(14)),
        .. OfPrices("StdDev14", () => new StdDev(14)),
        .. OfPrices("Ulcer14", () => new Ulcer(14)),
        .. OfBars("Keltner20", () => new Keltner(20)),
        .. OfBars("Donchian20", () => new Donchian(20)),
        .. OfBars("ADX14", () => new Adx(14)),
        .. OfBars("Aroon25", () => new Aroon(25)),
        .. OfBars("Stochastic14", () => new Stochastic(14)),
        .. OfBars("WilliamsR14", () => new WilliamsR(14)),
        .. OfBars("CCI20", () => new Cci(20)),
        .. OfBars("MFI14", () => new Mfi(14)),
        .. OfBars("OBV", () => new Obv()),
        .. OfBars("ADL", () => new Adl()),
        .. OfBars("CMF20", () => new Cmf(20)),
        .. OfBars("VWAP", () => new Vwap()),
        .. OfBars("ParabolicSAR", () => new ParabolicSar()),
        .. OfBars("SuperTrend10", () => new SuperTrend(10)),
        .. OfBars("Ichimoku", () => new Ichimoku()),
    ];

    private static Benchmark[] OfPrices<T>(string name, Func<IPriceIndicator<T>> create, Action? yardstick = null) where T : struct
    {
        var results = new Lazy<T[]>(() => new T[Count]);
        return
        [
            Series(name, () => create().Run(Closes, results.Value), yardstick),
            Stream(name, () =>
            {
                var indicator = create();
                var into = results.Value;
                var prices = Closes;
                for (var i = 0; i < prices.Length; i++) into[i] = indicator.Next(prices[i]);
            }, yardstick),
        ];
    }

    private static Benchmark[] OfBars<T>(string name, Func<IBarIndicator<T>> create, Action? yardstick = null) where T : struct
    {
        var results = new Lazy<T[]>(() => new T[Count]);
        return
        [
            Series(name, () => create().Run(Bars, results.Value), yardstick),
            Stream(name, () =>
            {
                var indicator = create();
                var into = results.Value;
                var bars = Bars;
                for (var i = 0; i < bars.Length; i++) into[i] = indicator.Next(in bars[i]);
            }, yardstick),
        ];
    }

    private static Benchmark Series(string name, Action subject, Action? yardstick) =>
        Benchmark.Nanoseconds($"{name} series", "bar", Count, subject, yardstick ?? Pass);

    private static Benchmark Stream(string name, Action subject, Action? yardstick) =>
        Benchmark.Nanoseconds($"{name} stream", "bar", Count, subject, yardstick ?? Pass);

    private static void Pass() => PlainLoops.Ohlc(Bars, First);
}
