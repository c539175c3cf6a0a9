using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Money flow index, 0 to 100: the share of the money that moved while the typical price rose; 50 where none moved.
public sealed class Mfi(int period = 14) : IBarIndicator<double>
{
    private RollingMean _in = new(period);
    private RollingMean _out = new(period);
    private double _previous = double.NaN;

    public double Next(in Bar bar)
    {
        if (!Usable.PricesAndVolume(in bar)) return double.NaN;
        var typical = bar.Typical;
        var previous = _previous;
        _previous = typical;
        if (double.IsNaN(previous)) return double.NaN;

        var flow = typical * bar.Volume;
        var flowIn = _in.Add(typical > previous ? flow : 0);
        var flowOut = _out.Add(typical < previous ? flow : 0);
        return double.IsNaN(flowIn) ? double.NaN : 100 * Ratio.Of(flowIn, flowIn + flowOut, neutral: 0.5);
    }

    public void Sync(StateStream stream)
    {
        _in.Sync(stream);
        _out.Sync(stream);
        stream.Sync(ref _previous);
    }
}
