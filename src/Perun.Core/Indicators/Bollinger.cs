using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

public readonly record struct BollingerValue(double Upper, double Middle, double Lower)
{
    public static BollingerValue Unknown => new(double.NaN, double.NaN, double.NaN);

    /// The distance between the bands as a fraction of the middle.
    public double Width => Ratio.Of(Upper - Lower, Middle, neutral: double.NaN);

    /// Where a price is: 0 on the lower band, 1 on the upper; NaN on a flat window.
    public double PercentB(double price) => Ratio.Of(price - Lower, Upper - Lower, neutral: double.NaN);
}

/// Bollinger bands: the simple average, and so many standard deviations (of the population) above and below.
public sealed class Bollinger(int period = 20, double deviations = 2) : IPriceIndicator<BollingerValue>
{
    private const int Stretch = 256;

    private readonly Window _window = new(period);
    private RollingMean _mean = new(period);

    public BollingerValue Next(double price)
    {
        if (!Usable.Number(price)) return BollingerValue.Unknown;
        _window.Add(price);
        var mean = _mean.Add(price);
        if (!_window.IsFull) return BollingerValue.Unknown;
        var reach = deviations * Math.Sqrt(Reductions.SquaredDistance(_window.Values, mean) / period);
        return new BollingerValue(mean + reach, mean, mean - reach);
    }

    public void Run(ReadOnlySpan<double> prices, Span<BollingerValue> into)
    {
        Series.Expect(prices.Length, into.Length);
        Span<double> means = stackalloc double[Stretch];
        for (var i = 0; i < prices.Length;)
        {
            var isWindowInSeries = i >= period && prices.Length - i >= Math.Max(Stretch, period)
                && Usable.All(prices.Slice(i - period, period + Stretch));
            if (!isWindowInSeries)
            {
                into[i] = Next(prices[i]);
                i++;
                continue;
            }
            _mean.AddAll(prices.Slice(i, Stretch), means);
            Bands(prices.Slice(i - period + 1, period - 1 + Stretch), means, into.Slice(i, Stretch));
            i += Stretch;
            _window.Refill(prices[..i]);
        }
    }

    /// Four neighbouring windows at a time, straight from the series.
    private void Bands(ReadOnlySpan<double> prices, ReadOnlySpan<double> means, Span<BollingerValue> into)
    {
        ref var firstPrice = ref MemoryMarshal.GetReference(prices);
        ref var firstMean = ref MemoryMarshal.GetReference(means);
        for (var i = 0; i <= into.Length - 4; i += 4)
        {
            var mean = Vector256.LoadUnsafe(ref firstMean, (nuint)i);
            var squares = Reductions.SquaredDistances(ref Unsafe.Add(ref firstPrice, i), period, mean);
            var reach = Vector256.Create(deviations) * Vector256.Sqrt(squares / Vector256.Create((double)period));
            var upper = mean + reach;
            var lower = mean - reach;
            into[i] = new BollingerValue(upper[0], mean[0], lower[0]);
            into[i + 1] = new BollingerValue(upper[1], mean[1], lower[1]);
            into[i + 2] = new BollingerValue(upper[2], mean[2], lower[2]);
            into[i + 3] = new BollingerValue(upper[3], mean[3], lower[3]);
        }
    }

    public void Sync(StateStream stream)
    {
        _window.Sync(stream);
        _mean.Sync(stream);
    }
}
