using FsCheck;
using FsCheck.Fluent;
using Perun.Core.Indicators;
using Perun.Core.State;

namespace Perun.Core.Tests.Indicators;

public sealed class StreamAndSeriesTests
{
    public static TheoryData<string> Names => IndicatorCases.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_series_gives_the_same_bits_as_a_stream_however_they_alternate(string name)
    {
        var indicator = IndicatorCases.Of(name);
        var worlds =
            from seed in Gen.Choose(0, int.MaxValue)
            from length in Gen.Choose(0, 900)
            from garbagePercent in Gen.Elements(0, 0, 0, 1, 20)
            from cuts in Gen.ListOf(Gen.Choose(0, length))
            select (seed, length, garbagePercent, cuts: cuts.Order().ToArray());

        Prop.ForAll(Arb.From(worlds), world =>
        {
            var bars = Prices.Random(world.seed, world.length, world.garbagePercent / 100.0);
            var streamed = indicator.Stream(bars);
            ShouldBeTheSameBits(indicator.WholeSeries(bars), streamed);
            ShouldBeTheSameBits(indicator.Pieces(bars, world.cuts), streamed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithQuietOnSuccess(true));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_series_gives_the_same_bits_as_a_stream_on_recorded_quotes(string name)
    {
        var indicator = IndicatorCases.Of(name);
        foreach (var quotes in new[] { "default", "msft", "bitcoin", "intraday", "bad", "zeros", "toobig", "penny" })
        {
            var bars = Prices.Recorded(quotes);
            ShouldBeTheSameBits(indicator.WholeSeries(bars), indicator.Stream(bars));
        }
    }

    [Fact]
    public void A_series_gives_the_same_bits_as_a_stream_for_any_period()
    {
        var prices = Prices.Closes(Prices.Random(seed: 13, count: 1500, garbageShare: 0.001));
        foreach (var period in Enumerable.Range(1, 40).Concat([255, 256, 257, 300, 1000, 2000]))
        {
            var sma = new Sma(period);
            new Sma(period).Over(prices).ShouldBe(prices.Select(sma.Next), $"SMA {period}");
            var bollinger = new Bollinger(period);
            new Bollinger(period).Over(prices).ShouldBe(prices.Select(bollinger.Next), $"Bollinger {period}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_indicator_that_was_saved_and_loaded_goes_on_with_the_same_bits(string name)
    {
        var indicator = IndicatorCases.Of(name);
        var bars = Prices.Random(seed: 11, count: 250, garbageShare: 0.02);
        var streamed = indicator.Stream(bars);
        for (var at = 0; at < bars.Length; at += 3) ShouldBeTheSameBits(indicator.Resumed(bars, at), streamed);
    }

    [Fact]
    public void A_state_saved_with_another_period_is_refused()
    {
        ShouldBeRefused(new Sma(20), new Sma(10));
        ShouldBeRefused(new Wma(20), new Wma(10));
        ShouldBeRefused(new Ema(10), new Ema(20));
    }

    private static void ShouldBeRefused(IHasState saved, IHasState loaded)
    {
        var stream = StateStream.Save();
        saved.Sync(stream);
        Should.Throw<InvalidStateException>(() => loaded.Sync(StateStream.Load(stream.Saved)))
            .Message.ShouldContain("the period has changed");
    }

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_allocated_for_a_bar(string name) =>
        IndicatorCases.Of(name).BytesAllocatedOver(Prices.Random(seed: 5, count: 1000)).ShouldBe(0);

    private static void ShouldBeTheSameBits(double[][] series, double[][] stream)
    {
        series.Length.ShouldBe(stream.Length);
        for (var i = 0; i < stream.Length; i++)
        {
            var isSame = series[i].Zip(stream[i]).All(pair =>
                BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second)
                || (double.IsNaN(pair.First) && double.IsNaN(pair.Second)));
            isSame.ShouldBeTrue($"at {i}: series [{string.Join(", ", series[i])}], stream [{string.Join(", ", stream[i])}]");
        }
    }
}
