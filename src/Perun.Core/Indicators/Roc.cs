using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Rate of change over a period, in percent; NaN where the price then was zero.
public sealed class Roc(int period = 14) : IPriceIndicator<double>
{
    private readonly Window _window = new(period + 1);

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        _window.Add(price);
        if (!_window.IsFull) return double.NaN;
        var then = _window.Values[0];
        return 100 * Ratio.Of(price - then, then, neutral: double.NaN);
    }

    public void Sync(StateStream stream) => _window.Sync(stream);
}
