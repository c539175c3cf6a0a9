using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Linearly weighted moving average: the latest price counts `period` times, the oldest once.
public sealed class Wma : IPriceIndicator<double>
{
    private readonly Window _window;
    private readonly double[] _weights;

    public Wma(int period = 14)
    {
        _window = new Window(period);
        _weights = new double[period];
        var sum = period * (period + 1.0) / 2;
        for (var i = 0; i < period; i++) _weights[i] = (i + 1) / sum;
    }

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        _window.Add(price);
        if (!_window.IsFull) return double.NaN;
        return price + Reductions.WeightedDistance(_window.Values, _weights, price);
    }

    public void Sync(StateStream stream) => _window.Sync(stream);
}
