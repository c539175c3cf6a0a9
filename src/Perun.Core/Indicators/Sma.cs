using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Simple moving average.
public sealed class Sma(int period = 20) : IPriceIndicator<double>
{
    private RollingMean _mean = new(period);

    public double Next(double price) => Usable.Number(price) ? _mean.Add(price) : double.NaN;

    public void Run(ReadOnlySpan<double> prices, Span<double> into)
    {
        Series.Expect(prices.Length, into.Length);
        for (var i = 0; i < prices.Length;)
        {
            i += _mean.AddUsableBlocks(prices[i..], into[i..]);
            if (i == prices.Length) break;
            into[i] = Next(prices[i]);
            i++;
        }
    }

    public void Sync(StateStream stream) => _mean.Sync(stream);
}
