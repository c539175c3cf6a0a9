using System.Text.Json;
using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Tests;

namespace Perun.Core.Tests.Indicators;

/// Every number that the reference results define, over the default quotes, with the parameters they were made with.
public sealed class RecordedResultsTests
{
    [Fact]
    public void Moving_averages_match_the_recorded_results()
    {
        Check("sma", ("sma", Closes(new Sma(20))));
        Check("ema", ("ema", Closes(new Ema(20))));
        Check("wma", ("wma", Closes(new Wma(14))));
        Check("dema", ("dema", Closes(new Dema(14))));
        Check("tema", ("tema", Closes(new Tema(20))));
        Check("hma", ("hma", Closes(new Hma(14))));
        Check("kama", ("kama", Closes(new Kama(10, 2, 30))));
    }

    [Fact]
    public void The_efficiency_ratio_of_Kama_matches_the_recorded_results()
    {
        var kama = new Kama(10, 2, 30);
        Check("kama", ("er", [.. Prices.Closes(Default()).Select(close =>
        {
            kama.Next(close);
            return kama.EfficiencyRatio;
        })]));
    }

    [Fact]
    public void Vwap_matches_the_recorded_results() => Check("vwap", ("vwap", OverBars(new Vwap())));

    [Fact]
    public void Macd_matches_the_recorded_results()
    {
        var macd = Closes(new Macd(12, 26, 9));
        Check("macd",
            ("macd", [.. macd.Select(v => v.Line)]),
            ("signal", [.. macd.Select(v => v.Signal)]),
            ("histogram", [.. macd.Select(v => v.Histogram)]),
            ("fastEma", Closes(new Ema(12))),
            ("slowEma", Closes(new Ema(26))));
    }

    [Fact]
    public void Oscillators_of_the_close_match_the_recorded_results()
    {
        Check("rsi", ("rsi", Closes(new Rsi(14))));
        Check("roc", ("roc", Closes(new Roc(14))));
        Check("ulcer", ("ulcerIndex", Closes(new Ulcer(14))));
        var stochRsi = Closes(new StochRsi(14, 14, 3, 1));
        Check("stoch-rsi", ("stochRsi", [.. stochRsi.Select(v => v.K)]), ("signal", [.. stochRsi.Select(v => v.D)]));
    }

    [Fact]
    public void Oscillators_of_bars_match_the_recorded_results()
    {
        Check("willr", ("williamsR", OverBars(new WilliamsR(14))));
        Check("cci", ("cci", OverBars(new Cci(20))));
        var stochastic = OverBars(new Stochastic(14, 3, 3));
        Check("stoch",
            ("oscillator", [.. stochastic.Select(v => v.K)]),
            ("signal", [.. stochastic.Select(v => v.D)]),
            ("percentJ", [.. stochastic.Select(v => v.J)]));
        var aroon = OverBars(new Aroon(25));
        Check("aroon",
            ("aroonUp", [.. aroon.Select(v => v.Up)]),
            ("aroonDown", [.. aroon.Select(v => v.Down)]),
            ("oscillator", [.. aroon.Select(v => v.Oscillator)]));
        var adx = OverBars(new Adx(14));
        Check("adx",
            ("adx", [.. adx.Select(v => v.Adx)]),
            ("adxr", [.. adx.Select(v => v.Adxr)]),
            ("pdi", [.. adx.Select(v => v.PlusDi)]),
            ("mdi", [.. adx.Select(v => v.MinusDi)]),
            ("dx", [.. adx.Select(v => v.Dx)]));
    }

    [Fact]
    public void Ranges_and_deviations_match_the_recorded_results()
    {
        var closes = Prices.Closes(Default());
        var atr = OverBars(new Atr(14));
        Check("atr",
            ("tr", OverBars(new TrueRange())),
            ("atr", atr),
            ("atrp", [.. atr.Zip(closes, (range, close) => 100 * range / close)]));
        var deviation = Closes(new StdDev(14));
        Check("stdev",
            ("stdDev", [.. deviation.Select(v => v.Deviation)]),
            ("mean", [.. deviation.Select(v => v.Mean)]),
            ("zScore", [.. deviation.Zip(closes, (v, close) => v.ZScore(close))]));
    }

    [Fact]
    public void Channels_match_the_recorded_results()
    {
        var closes = Prices.Closes(Default());
        var bollinger = Closes(new Bollinger(20, 2));
        Check("bb",
            ("sma", [.. bollinger.Select(v => v.Middle)]),
            ("upperBand", [.. bollinger.Select(v => v.Upper)]),
            ("lowerBand", [.. bollinger.Select(v => v.Lower)]),
            ("percentB", [.. bollinger.Zip(closes, (v, close) => v.PercentB(close))]),
            ("zScore", [.. Closes(new StdDev(20)).Zip(closes, (v, close) => v.ZScore(close))]),
            ("width", [.. bollinger.Select(v => v.Width)]));
        var keltner = OverBars(new Keltner(20, 2, 10));
        Check("keltner",
            ("upperBand", [.. keltner.Select(v => v.Upper)]),
            ("centerline", [.. keltner.Select(v => v.Middle)]),
            ("lowerBand", [.. keltner.Select(v => v.Lower)]),
            ("width", [.. keltner.Select(v => v.Width)]));
        var donchian = OverBars(new Donchian(20));
        Check("donchian",
            ("upperBand", [.. donchian.Select(v => v.Upper)]),
            ("centerline", [.. donchian.Select(v => v.Middle)]),
            ("lowerBand", [.. donchian.Select(v => v.Lower)]),
            ("width", [.. donchian.Select(v => v.Width)]));
    }

    [Fact]
    public void Ichimoku_matches_the_recorded_results()
    {
        var ichimoku = OverBars(new Ichimoku(9, 26, 52, 26));
        Check("ichimoku",
            ("tenkanSen", [.. ichimoku.Select(v => v.Conversion)]),
            ("kijunSen", [.. ichimoku.Select(v => v.Base)]),
            ("senkouSpanA", [.. ichimoku.Select(v => v.LeadingA)]),
            ("senkouSpanB", [.. ichimoku.Select(v => v.LeadingB)]),
            ("chikouSpan", [.. ichimoku.Select(v => v.Lagging).Skip(26), .. Enumerable.Repeat(double.NaN, 26)]));
    }

    [Fact]
    public void Volume_indicators_match_the_recorded_results()
    {
        Check("mfi", ("mfi", OverBars(new Mfi(14))));
        Check("obv", ("obv", OverBars(new Obv())));
        Check("adl",
            ("adl", OverBars(new Adl())),
            ("moneyFlowMultiplier", [.. Default().Select(bar => MoneyFlow.Multiplier(in bar))]));
        Check("cmf", ("cmf", OverBars(new Cmf(20))));
    }

    [Fact]
    public void Trailing_stops_match_the_recorded_results()
    {
        var sar = OverBars(new ParabolicSar(0.02, 0.2));
        Check("psar",
            ("sar", [.. sar.Select(v => v.Stop)]),
            ("isReversal", [.. sar.Select(v => double.IsNaN(v.Stop) ? double.NaN : v.IsReversal ? 1 : 0)]));
        var trend = OverBars(new SuperTrend(10, 3));
        Check("supertrend",
            ("superTrend", [.. trend.Select(v => v.Stop)]),
            ("upperBand", [.. trend.Select(v => v.Upper)]),
            ("lowerBand", [.. trend.Select(v => v.Lower)]));
    }

    private static Bar[] Default() => Prices.Recorded("default");

    private static T[] Closes<T>(IPriceIndicator<T> indicator) where T : struct => indicator.Over(Prices.Closes(Default()));

    private static T[] OverBars<T>(IBarIndicator<T> indicator) where T : struct => indicator.Over(Default());

    /// Known where the record knows, unknown where it doesn't, and the same number to 1e-9; where the record has only rounding noise around zero, as close to zero.
    private static void Check(string name, params (string Field, double[] Values)[] columns)
    {
        using var recorded = JsonDocument.Parse(File.ReadAllText(Fixtures.Path($"indicators/results/{name}.standard.json")));
        foreach (var (field, values) in columns)
        {
            values.Length.ShouldBe(recorded.RootElement.GetArrayLength());
            var i = 0;
            foreach (var row in recorded.RootElement.EnumerateArray())
            {
                var expected = Number(row.GetProperty(field));
                var off = Math.Abs(values[i] - expected);
                var isNoise = Math.Abs(expected) < 1e-12 && Math.Abs(values[i]) < 1e-12;
                var isSame = double.IsNaN(expected) ? double.IsNaN(values[i]) : isNoise || off <= 1e-9 * Math.Abs(expected);
                isSame.ShouldBeTrue($"{name}.{field} at {i}: {values[i]:R} instead of {expected:R}");
                i++;
            }
        }
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };
}
