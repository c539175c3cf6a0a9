using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Triple exponential moving average.
public sealed class Tema(int period = 20) : IPriceIndicator<double>
{
    private Smoothing _once = Smoothing.Exponential(period);
    private Smoothing _twice = Smoothing.ExponentialFromFirst(period);
    private Smoothing _thrice = Smoothing.ExponentialFromFirst(period);

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        var once = _once.Add(price);
        if (!_once.IsStarted) return double.NaN;
        var twice = _twice.Add(once);
        return (3 * (once - twice)) + _thrice.Add(twice);
    }

    public void Sync(StateStream stream)
    {
        _once.Sync(stream);
        _twice.Sync(stream);
        _thrice.Sync(stream);
    }
}
