using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Double exponential moving average: twice the average, less the average of the average.
public sealed class Dema(int period = 14) : IPriceIndicator<double>
{
    private Smoothing _once = Smoothing.Exponential(period);
    private Smoothing _twice = Smoothing.ExponentialFromFirst(period);

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        var once = _once.Add(price);
        if (!_once.IsStarted) return double.NaN;
        return (2 * once) - _twice.Add(once);
    }

    public void Sync(StateStream stream)
    {
        _once.Sync(stream);
        _twice.Sync(stream);
    }
}
