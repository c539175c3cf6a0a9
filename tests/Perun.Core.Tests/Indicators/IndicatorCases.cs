using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.State;

namespace Perun.Core.Tests.Indicators;

/// Every indicator, each result taken apart into its numbers, so that one test can try them all.
internal static class IndicatorCases
{
    public static readonly IndicatorCase[] All =
    [
        Price("SMA", () => new Sma(), v => [v]),
        Price("SMA of one", () => new Sma(1), v => [v]),
        Price("SMA of seven", () => new Sma(7), v => [v]),
        Price("EMA", () => new Ema(), v => [v]),
        Price("WMA", () => new Wma(), v => [v]),
        Price("DEMA", () => new Dema(), v => [v]),
        Price("TEMA", () => new Tema(), v => [v]),
        Price("HMA", () => new Hma(), v => [v]),
        Price("KAMA", () => new Kama(), v => [v]),
        Price("RSI", () => new Rsi(), v => [v]),
        Price("MACD", () => new Macd(), v => [v.Line, v.Signal, v.Histogram]),
        Price("Bollinger", () => new Bollinger(), v => [v.Upper, v.Middle, v.Lower, v.Width]),
        Price("Bollinger of seven", () => new Bollinger(7), v => [v.Upper, v.Middle, v.Lower, v.Width]),
        Price("StochRSI", () => new StochRsi(), v => [v.K, v.D]),
        Price("ROC", () => new Roc(), v => [v]),
        Price("StdDev", () => new StdDev(), v => [v.Deviation, v.Mean]),
        Price("Ulcer", () => new Ulcer(), v => [v]),
        Bars("True range", () => new TrueRange(), v => [v]),
        Bars("ATR", () => new Atr(), v => [v]),
        Bars("Keltner", () => new Keltner(), v => [v.Upper, v.Middle, v.Lower, v.Width]),
        Bars("Donchian", () => new Donchian(), v => [v.Upper, v.Middle, v.Lower, v.Width]),
        Bars("ADX", () => new Adx(), v => [v.Adx, v.Adxr, v.PlusDi, v.MinusDi, v.Dx]),
        Bars("Aroon", () => new Aroon(), v => [v.Up, v.Down, v.Oscillator]),
        Bars("Stochastic", () => new Stochastic(), v => [v.K, v.D, v.J]),
        Bars("Williams %R", () => new WilliamsR(), v => [v]),
        Bars("CCI", () => new Cci(), v => [v]),
        Bars("MFI", () => new Mfi(), v => [v]),
        Bars("OBV", () => new Obv(), v => [v]),
        Bars("ADL", () => new Adl(), v => [v]),
        Bars("CMF", () => new Cmf(), v => [v]),
        Bars("VWAP", () => new Vwap(), v => [v]),
        Bars("Parabolic SAR", () => new ParabolicSar(), v => [v.Stop, v.IsRising ? 1 : 0, v.IsReversal ? 1 : 0]),
        Bars("SuperTrend", () => new SuperTrend(), v => [v.Stop, v.IsRising ? 1 : 0]),
        Bars("Ichimoku", () => new Ichimoku(), v => [v.Conversion, v.Base, v.LeadingA, v.LeadingB, v.Lagging]),
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    public static IndicatorCase Of(string name) => All.Single(one => one.Name == name);

    private static PriceCase<T> Price<T>(string name, Func<IPriceIndicator<T>> create, Func<T, double[]> parts)
        where T : struct => new(name, create, parts);

    private static BarCase<T> Bars<T>(string name, Func<IBarIndicator<T>> create, Func<T, double[]> parts)
        where T : struct => new(name, create, parts);
}

internal abstract record IndicatorCase(string Name)
{
    /// One new indicator, fed bar by bar.
    public abstract double[][] Stream(Bar[] bars);

    /// One new indicator, fed in pieces that end at the cuts: an odd piece as a series, an even one bar by bar.
    public abstract double[][] Pieces(Bar[] bars, int[] cuts);

    /// What the bars cost, once the indicator is there: as a stream, then as a series.
    public abstract long BytesAllocatedOver(Bar[] bars);

    /// Fed bar by bar; at a bar its state is saved, and another indicator that loaded it goes on.
    public abstract double[][] Resumed(Bar[] bars, int at);

    public double[][] WholeSeries(Bar[] bars) => Pieces(bars, [0]);

    public override string ToString() => Name;
}

internal sealed record PriceCase<T>(string Name, Func<IPriceIndicator<T>> Create, Func<T, double[]> Parts) : IndicatorCase(Name)
    where T : struct
{
    public override double[][] Stream(Bar[] bars)
    {
        var indicator = Create();
        return [.. bars.Select(bar => Parts(indicator.Next(bar.Close)))];
    }

    public override double[][] Pieces(Bar[] bars, int[] cuts) =>
        Cut.InPieces(Prices.Closes(bars), cuts, Create(), (one, price) => one.Next(price), (one, prices) => one.Over(prices), Parts);

    public override double[][] Resumed(Bar[] bars, int at)
    {
        var inputs = Prices.Closes(bars);
        var saved = Create();
        var before = inputs[..at].Select(price => Parts(saved.Next(price))).ToArray();
        var loaded = Create();
        HandOver.State(saved, loaded);
        return [.. before, .. inputs[at..].Select(price => Parts(loaded.Next(price)))];
    }

    public override long BytesAllocatedOver(Bar[] bars)
    {
        var indicator = Create();
        var prices = Prices.Closes(bars);
        var into = new T[bars.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var price in prices) indicator.Next(price);
        indicator.Run(prices, into);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

internal sealed record BarCase<T>(string Name, Func<IBarIndicator<T>> Create, Func<T, double[]> Parts) : IndicatorCase(Name)
    where T : struct
{
    public override double[][] Stream(Bar[] bars)
    {
        var indicator = Create();
        return [.. bars.Select(bar => Parts(indicator.Next(in bar)))];
    }

    public override double[][] Pieces(Bar[] bars, int[] cuts) =>
        Cut.InPieces(bars, cuts, Create(), (one, bar) => one.Next(in bar), (one, piece) => one.Over(piece), Parts);

    public override double[][] Resumed(Bar[] bars, int at)
    {
        var inputs = bars;
        var saved = Create();
        var before = inputs[..at].Select(bar => Parts(saved.Next(in bar))).ToArray();
        var loaded = Create();
        HandOver.State(saved, loaded);
        return [.. before, .. inputs[at..].Select(bar => Parts(loaded.Next(in bar)))];
    }

    public override long BytesAllocatedOver(Bar[] bars)
    {
        var indicator = Create();
        var into = new T[bars.Length];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bar in bars) indicator.Next(in bar);
        indicator.Run(bars, into);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

internal static class Cut
{
    public static double[][] InPieces<TIndicator, TInput, TResult>(
        TInput[] inputs,
        int[] cuts,
        TIndicator indicator,
        Func<TIndicator, TInput, TResult> next,
        Func<TIndicator, TInput[], TResult[]> over,
        Func<TResult, double[]> parts)
    {
        var results = new List<TResult>();
        var isSeries = false;
        var from = 0;
        foreach (var to in cuts.Append(inputs.Length))
        {
            var piece = inputs[from..to];
            results.AddRange(isSeries ? over(indicator, piece) : piece.Select(input => next(indicator, input)));
            (from, isSeries) = (to, !isSeries);
        }
        return [.. results.Select(parts)];
    }
}

internal static class HandOver
{
    public static void State(IHasState from, IHasState to)
    {
        var saved = StateStream.Save();
        from.Sync(saved);
        var loading = StateStream.Load(saved.Saved);
        to.Sync(loading);
        loading.ExpectEnd();
    }
}
