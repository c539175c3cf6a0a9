using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="K">Where the close is within the range, smoothed, 0 to 100.</param>
/// <param name="D">The average of K; NaN for some values longer than K.</param>
public readonly record struct StochasticValue(double K, double D)
{
    public static StochasticValue Unknown => new(double.NaN, double.NaN);

    public double J => (3 * K) - (2 * D);
}

/// Slow stochastic; 50 where the range is nothing.
public sealed class Stochastic(int period = 14, int signalPeriod = 3, int smoothPeriod = 3) : IBarIndicator<StochasticValue>
{
    private readonly StochasticRange _range = new(period);
    private RollingMean _k = new(smoothPeriod);
    private RollingMean _d = new(signalPeriod);

    public StochasticValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return StochasticValue.Unknown;
        var place = _range.Next(bar.High, bar.Low, bar.Close);
        if (double.IsNaN(place)) return StochasticValue.Unknown;
        var k = _k.Add(place);
        return double.IsNaN(k) ? StochasticValue.Unknown : new StochasticValue(k, _d.Add(k));
    }

    public void Sync(StateStream stream)
    {
        _range.Sync(stream);
        _k.Sync(stream);
        _d.Sync(stream);
    }
}

/// Where a close is between the lowest low and the highest high of a period, 0 to 100, for usable prices.
internal sealed class StochasticRange(int period)
{
    private readonly Window _highs = new(period);
    private readonly Window _lows = new(period);

    public double Next(double high, double low, double close)
    {
        _highs.Add(high);
        _lows.Add(low);
        if (!_highs.IsFull) return double.NaN;

        var highest = Reductions.Highest(_highs.Values);
        var lowest = Reductions.Lowest(_lows.Values);
        if (highest <= lowest) return 50;
        if (close >= highest) return 100;
        if (close <= lowest) return 0;
        return 100 * ((close - lowest) / (highest - lowest));
    }

    public void Sync(StateStream stream)
    {
        _highs.Sync(stream);
        _lows.Sync(stream);
    }
}
