using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Exponential moving average, weight 2 / (period + 1), started with the simple average of the first period.
public sealed class Ema(int period = 20) : IPriceIndicator<double>
{
    private Smoothing _average = Smoothing.Exponential(period);

    public double Next(double price) => Usable.Number(price) ? _average.Add(price) : double.NaN;

    public void Run(ReadOnlySpan<double> prices, Span<double> into)
    {
        Series.Expect(prices.Length, into.Length);
        var i = 0;
        for (; i < prices.Length && !_average.IsStarted; i++) into[i] = Next(prices[i]);

        var average = _average;
        for (; i < prices.Length; i++)
        {
            var price = prices[i];
            into[i] = Usable.Number(price) ? average.Step(price) : double.NaN;
        }
        _average = average;
    }

    public void Sync(StateStream stream) => _average.Sync(stream);
}
