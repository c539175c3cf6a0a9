using Perun.Core.Indicators;

namespace Perun.Core.Tests.Indicators;

/// A million values on, a result is as exact as one computed from its window alone.
public sealed class DriftTests
{
    private const int Count = 1_000_000;

    private static readonly double[] Closes = Prices.Closes(Prices.Random(seed: 7, Count));

    [Fact]
    public void The_simple_average_does_not_drift()
    {
        var series = new Sma(20).Over(Closes);
        for (var i = 19; i < Count; i++)
        {
            var expected = Mean(i, 20);
            (Math.Abs(series[i] - expected) <= 1e-14 * expected).ShouldBeTrue($"at {i}: {series[i]:R} instead of {expected:R}");
        }
    }

    [Fact]
    public void Bollinger_bands_do_not_drift()
    {
        var series = new Bollinger(20, 2).Over(Closes);
        for (var i = 19; i < Count; i++)
        {
            var mean = Mean(i, 20);
            var squares = 0.0;
            for (var j = i - 19; j <= i; j++) squares += (Closes[j] - mean) * (Closes[j] - mean);
            var reach = 2 * Math.Sqrt(squares / 20);
            var found = (series[i].Upper - series[i].Lower) / 2;
            (Math.Abs(found - reach) <= 1e-9 * reach).ShouldBeTrue($"at {i}: {found:R} instead of {reach:R}");
        }
    }

    [Fact]
    public void Exponential_averages_do_not_drift()
    {
        var ema = new Ema(20).Over(Closes);
        var expected = (decimal)Mean(19, 20);
        for (var i = 20; i < Count; i++)
        {
            expected += ((decimal)Closes[i] - expected) * 2 / 21;
            (Math.Abs(ema[i] - (double)expected) <= 1e-13 * ema[i]).ShouldBeTrue($"at {i}: {ema[i]:R} instead of {expected}");
        }
    }

    private static double Mean(int last, int period)
    {
        var sum = 0m;
        for (var j = last - period + 1; j <= last; j++) sum += (decimal)Closes[j];
        return (double)(sum / period);
    }
}
