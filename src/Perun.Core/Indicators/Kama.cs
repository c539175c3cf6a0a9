using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Kaufman's adaptive moving average: fast where the price goes one way, slow where it wavers; on a flat window, the price itself.
public sealed class Kama(int period = 10, int fastPeriod = 2, int slowPeriod = 30) : IPriceIndicator<double>
{
    private readonly Window _window = new(period + 1);
    private readonly double _fast = 2.0 / (fastPeriod + 1);
    private readonly double _slow = 2.0 / (slowPeriod + 1);
    private double _average = double.NaN;
    private double _efficiencyRatio = double.NaN;

    /// The way from end to end over the way walked, 0 to 1; NaN until a whole period of changes has been seen.
    public double EfficiencyRatio => _efficiencyRatio;

    public double Next(double price)
    {
        if (!Usable.Number(price)) return double.NaN;
        _window.Add(price);
        if (_window.Count < period) return double.NaN;
        if (!_window.IsFull) return _average = price;

        var walked = Walked(_window.Values);
        if (walked == 0)
        {
            _efficiencyRatio = 0;
            return _average = price;
        }
        _efficiencyRatio = Math.Abs(price - _window.Values[0]) / walked;
        var pace = (_efficiencyRatio * (_fast - _slow)) + _slow;
        return _average += pace * pace * (price - _average);
    }

    private static double Walked(ReadOnlySpan<double> prices)
    {
        var walked = 0.0;
        for (var i = 1; i < prices.Length; i++) walked += Math.Abs(prices[i] - prices[i - 1]);
        return walked;
    }

    public void Sync(StateStream stream)
    {
        _window.Sync(stream);
        stream.Sync(ref _average);
        stream.Sync(ref _efficiencyRatio);
    }
}
