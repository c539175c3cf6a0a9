using System.Runtime.CompilerServices;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Wilder's relative strength index, 0 to 100; 50 where nothing has moved.
public sealed class Rsi(int period = 14) : IPriceIndicator<double>
{
    private Smoothing _gain = Smoothing.Wilder(period);
    private Smoothing _loss = Smoothing.Wilder(period);
    private double _previous = double.NaN;

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        var change = price - _previous;
        _previous = price;
        if (double.IsNaN(change)) return double.NaN;

        var gain = _gain.Add(Gain(change));
        var loss = _loss.Add(Loss(change));
        return _gain.IsStarted ? Index(gain, loss) : double.NaN;
    }

    public void Run(ReadOnlySpan<double> prices, Span<double> into)
    {
        Series.Expect(prices.Length, into.Length);
        var i = 0;
        for (; i < prices.Length && !_gain.IsStarted; i++) into[i] = Next(prices[i]);

        var (gain, loss, previous) = (_gain, _loss, _previous);
        for (; i < prices.Length; i++)
        {
            var price = prices[i];
            if (!Usable.Number(price))
            {
                into[i] = double.NaN;
                continue;
            }
            var change = price - previous;
            previous = price;
            into[i] = Index(gain.Step(Gain(change)), loss.Step(Loss(change)));
        }
        (_gain, _loss, _previous) = (gain, loss, previous);
    }

    private static double Gain(double change) => double.MaxNative(change, 0);

    private static double Loss(double change) => double.MaxNative(-change, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Index(double gain, double loss)
    {
        var both = gain + loss;
        return both == 0 ? 50 : 100 * gain / both;
    }

    public void Sync(StateStream stream)
    {
        _gain.Sync(stream);
        _loss.Sync(stream);
        stream.Sync(ref _previous);
    }
}
