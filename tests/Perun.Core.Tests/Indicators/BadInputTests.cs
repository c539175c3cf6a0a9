using Perun.Core.Bars;
using Perun.Core.Indicators;

namespace Perun.Core.Tests.Indicators;

public sealed class BadInputTests
{
    public static TheoryData<string> Names => IndicatorCases.Names;

    [Theory, MemberData(nameof(Names))]
    public void Recorded_garbage_harms_nothing_and_finite_results_come_back_after_it(string name)
    {
        foreach (var quotes in new[] { "bad", "zeros", "toobig", "penny" })
        {
            Bar[] bars = [.. Prices.Recorded(quotes), .. Prices.Recorded("default")];
            var results = IndicatorCases.Of(name).Stream(bars);
            results.ShouldAllBe(parts => !parts.Any(double.IsInfinity), quotes);
            results[^1].ShouldAllBe(part => double.IsFinite(part), quotes);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_not_usable_is_answered_with_NaN_and_leaves_no_trace(string name)
    {
        var indicator = IndicatorCases.Of(name);
        var clean = Prices.Random(seed: 1, count: 300);
        var undisturbed = indicator.Stream(clean);
        foreach (var garbage in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -1e100 })
        {
            var bad = new Bar(clean[150].Time, garbage, garbage, garbage, garbage, garbage);
            var disturbed = indicator.Stream([.. clean[..150], bad, bad, .. clean[150..]]);
            disturbed[150][0].ShouldBe(double.NaN);
            disturbed[151][0].ShouldBe(double.NaN);
            disturbed[..150].Concat(disturbed[152..]).ShouldBe(undisturbed, new SameNumbers());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Wild_but_finite_prices_never_give_infinity_and_are_got_over(string name)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            Bar[] bars = [.. Prices.Random(seed, 150, garbageShare: 0.3), .. Prices.Random(seed + 1000, 200)];
            var results = IndicatorCases.Of(name).Stream(bars);
            results.ShouldAllBe(parts => !parts.Any(double.IsInfinity));
            results[^1].ShouldAllBe(part => double.IsFinite(part));
        }
    }

    [Theory]
    [InlineData("SMA"), InlineData("WMA"), InlineData("HMA"), InlineData("Bollinger"), InlineData("ROC"), InlineData("StdDev")]
    [InlineData("Ulcer"), InlineData("Donchian"), InlineData("Aroon"), InlineData("Stochastic"), InlineData("Williams %R")]
    [InlineData("CCI"), InlineData("MFI"), InlineData("CMF"), InlineData("Ichimoku")]
    public void A_window_has_forgotten_an_absurd_price_as_soon_as_it_has_left(string name)
    {
        var indicator = IndicatorCases.Of(name);
        for (var at = 0; at < 60; at++)
        {
            var clean = Prices.Random(seed: at, count: 250);
            var spoilt = clean.ToArray();
            spoilt[at] = new Bar(clean[at].Time, 1e99, 1e99, 1e99, 1e99, 1e99);
            var expected = indicator.Stream(clean);
            var results = indicator.Stream(spoilt);
            var longestMemory = at + (name is "Ichimoku" ? 52 + 26 : 28);
            for (var i = longestMemory; i < clean.Length; i++)
            {
                for (var part = 0; part < expected[i].Length; part++)
                    results[i][part].ShouldBe(expected[i][part], 1e-9 * Math.Max(1, Math.Abs(expected[i][part])), $"at {i}, {i - at} after");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_market_that_stands_still_has_neutral_and_finite_indicators(string name)
    {
        var flat = Enumerable.Range(0, 120)
            .Select(i => new Bar(new DateTime(2026, 1, 5, 0, i / 60, i % 60, DateTimeKind.Utc), 0.1, 0.1, 0.1, 0.1, 0))
            .ToArray();
        var last = IndicatorCases.Of(name).Stream(flat)[^1];
        double[] expected = name switch
        {
            "SMA" or "SMA of one" or "SMA of seven" or "EMA" or "WMA" or "DEMA" or "TEMA" or "HMA" or "KAMA" => [0.1],
            "RSI" or "MFI" => [50],
            "MACD" => [0, 0, 0],
            "Bollinger" or "Bollinger of seven" or "Keltner" or "Donchian" => [0.1, 0.1, 0.1, 0],
            "StochRSI" => [50, 50],
            "Stochastic" => [50, 50, 50],
            "Williams %R" => [-50],
            "StdDev" => [0, 0.1],
            "ADX" => [0, 0, 0, 0, 0],
            "Aroon" => [0, 0, 0],
            "VWAP" => [double.NaN],
            "Parabolic SAR" => [double.NaN, 0, 0],
            "SuperTrend" => [0.1, 0],
            "Ichimoku" => [0.1, 0.1, 0.1, 0.1, 0.1],
            _ => [0],
        };
        last.ShouldBe(expected);
    }

    [Fact]
    public void A_period_of_nothing_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Sma(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Ema(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Rsi(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Wma(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Hma(1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Donchian(0));
    }

    [Fact]
    public void Too_little_room_for_the_results_is_refused_before_anything_changes()
    {
        var prices = Prices.Closes(Prices.Random(seed: 3, count: 50));
        var sma = new Sma(5);
        Should.Throw<ArgumentException>(() => sma.Run(prices, new double[49]));
        double.IsNaN(sma.Next(1)).ShouldBeTrue();
    }

    private sealed class SameNumbers : IEqualityComparer<double[]>
    {
        public bool Equals(double[]? x, double[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(double[] obj) => obj.Length;
    }
}
