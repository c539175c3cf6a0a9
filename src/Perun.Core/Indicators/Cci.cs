using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Commodity channel index: the typical price's distance from its mean, in 0.015 mean absolute distances; 0 on a flat window.
public sealed class Cci(int period = 20) : IBarIndicator<double>
{
    private readonly Window _window = new(period);
    private RollingMean _mean = new(period);

    public double Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return double.NaN;
        var typical = bar.Typical;
        _window.Add(typical);
        var mean = _mean.Add(typical);
        if (!_window.IsFull) return double.NaN;
        var distance = Reductions.AbsoluteDistance(_window.Values, mean) / period;
        return Ratio.Of(typical - mean, 0.015 * distance, neutral: 0);
    }

    public void Sync(StateStream stream)
    {
        _window.Sync(stream);
        _mean.Sync(stream);
    }
}
