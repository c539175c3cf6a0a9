using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="K">Where the relative strength index is within its own range, smoothed, 0 to 100.</param>
/// <param name="D">The average of K; NaN for some values longer than K.</param>
public readonly record struct StochRsiValue(double K, double D)
{
    public static StochRsiValue Unknown => new(double.NaN, double.NaN);
}

/// The stochastic of the relative strength index; 50 where the range is nothing.
public sealed class StochRsi(int rsiPeriod = 14, int period = 14, int signalPeriod = 3, int smoothPeriod = 1) : IPriceIndicator<StochRsiValue>
{
    private readonly Rsi _rsi = new(rsiPeriod);
    private readonly StochasticRange _range = new(period);
    private RollingMean _k = new(smoothPeriod);
    private RollingMean _d = new(signalPeriod);

    public StochRsiValue Next(double price)
    {
        var rsi = _rsi.Next(price);
        if (double.IsNaN(rsi)) return StochRsiValue.Unknown;
        var place = _range.Next(rsi, rsi, rsi);
        if (double.IsNaN(place)) return StochRsiValue.Unknown;
        var k = _k.Add(place);
        return double.IsNaN(k) ? StochRsiValue.Unknown : new StochRsiValue(k, _d.Add(k));
    }

    public void Sync(StateStream stream)
    {
        _rsi.Sync(stream);
        _range.Sync(stream);
        _k.Sync(stream);
        _d.Sync(stream);
    }
}
