using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Chaikin money flow: the period's volume weighted by where each bar closed in its range, as a fraction of the volume, -1 to 1; 0 without volume.
public sealed class Cmf(int period = 20) : IBarIndicator<double>
{
    private RollingMean _flow = new(period);
    private RollingMean _volume = new(period);

    public double Next(in Bar bar)
    {
        if (!Usable.PricesAndVolume(in bar)) return double.NaN;
        var flow = _flow.Add(MoneyFlow.Multiplier(in bar) * bar.Volume);
        var volume = _volume.Add(bar.Volume);
        return double.IsNaN(flow) ? double.NaN : Ratio.Of(flow, volume, neutral: 0);
    }

    public void Sync(StateStream stream)
    {
        _flow.Sync(stream);
        _volume.Sync(stream);
    }
}
