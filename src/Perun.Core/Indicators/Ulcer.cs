using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Ulcer index: the root mean square of the percent drawdowns from the highest price so far within a period.
public sealed class Ulcer(int period = 14) : IPriceIndicator<double>
{
    private readonly Window _window = new(period);

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        _window.Add(price);
        if (!_window.IsFull) return double.NaN;

        var highest = double.NegativeInfinity;
        var squares = 0.0;
        foreach (var value in _window.Values)
        {
            highest = Math.Max(highest, value);
            var drawdown = highest > 0 ? 100 * (highest - value) / highest : 0;
            squares += drawdown * drawdown;
        }
        return double.IsFinite(squares) ? Math.Sqrt(squares / period) : double.NaN;
    }

    public void Sync(StateStream stream) => _window.Sync(stream);
}
