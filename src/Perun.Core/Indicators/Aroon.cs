using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Up">100 when the highest high is this bar's, 0 when it is a period old.</param>
/// <param name="Down">100 when the lowest low is this bar's, 0 when it is a period old.</param>
public readonly record struct AroonValue(double Up, double Down)
{
    public static AroonValue Unknown => new(double.NaN, double.NaN);

    public double Oscillator => Up - Down;
}

/// Aroon: how long ago the extremes were. Of equal extremes the oldest counts.
public sealed class Aroon(int period = 25) : IBarIndicator<AroonValue>
{
    private readonly Window _highs = new(period + 1);
    private readonly Window _lows = new(period + 1);

    public AroonValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return AroonValue.Unknown;
        _highs.Add(bar.High);
        _lows.Add(bar.Low);
        if (!_highs.IsFull) return AroonValue.Unknown;

        var highs = _highs.Values;
        var lows = _lows.Values;
        return new AroonValue(
            100.0 * highs.IndexOf(Reductions.Highest(highs)) / period,
            100.0 * lows.IndexOf(Reductions.Lowest(lows)) / period);
    }

    public void Sync(StateStream stream)
    {
        _highs.Sync(stream);
        _lows.Sync(stream);
    }
}
