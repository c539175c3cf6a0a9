using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// On-balance volume: volume added when the close rises and subtracted when it falls, from 0 at the first bar.
public sealed class Obv : IBarIndicator<double>
{
    private double _balance;
    private double _previousClose = double.NaN;

    public double Next(in Bar bar)
    {
        if (!Usable.PricesAndVolume(in bar)) return double.NaN;
        if (bar.Close > _previousClose) _balance += bar.Volume;
        else if (bar.Close < _previousClose) _balance -= bar.Volume;
        _previousClose = bar.Close;
        return _balance;
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _balance);
        stream.Sync(ref _previousClose);
    }
}
