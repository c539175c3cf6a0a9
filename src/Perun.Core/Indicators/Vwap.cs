using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Volume-weighted average of the typical price since the anchor (the first bar, or where Anchor was called); NaN until something has traded.
public sealed class Vwap : IBarIndicator<double>
{
    private double _volume;
    private double _money;

    public double Next(in Bar bar)
    {
        if (!Usable.PricesAndVolume(in bar)) return double.NaN;
        _volume += bar.Volume;
        _money += bar.Volume * bar.Typical;
        return Ratio.Of(_money, _volume, neutral: double.NaN);
    }

    /// Starts anew with the next bar: at the open of a session, say.
    public void Anchor()
    {
        _volume = 0;
        _money = 0;
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _volume);
        stream.Sync(ref _money);
    }
}
