using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the close crosses above its simple moving average, leaves when it crosses below; stop and target stand multiples
/// of the average true range away from the close.
public sealed class SmaCross(int period = 20, int atrPeriod = 14, double stopInAtr = 2, double targetInAtr = 3) : IStrategy
{
    private readonly Sma _sma = new(period);
    private readonly Atr _atr = new(atrPeriod);
    private bool _wasAbove;
    private bool _isWarm;
    private Bar _bar;
    private double _average;
    private double _range;
    private Idea _idea;

    public string Name => $"sma{period}-atr{atrPeriod}";

    public Idea Next(in Bar bar)
    {
        _bar = bar;
        _average = _sma.Next(bar.Close);
        _range = _atr.Next(bar);
        _idea = default;
        if (!double.IsFinite(_average) || !double.IsFinite(_range)) return _idea;
        var isAbove = bar.Close > _average;
        if (_isWarm && isAbove != _wasAbove) _idea = isAbove ? Buy() : new Idea(SignalAction.Sell, Confidence(), 0, 0);
        _isWarm = true;
        _wasAbove = isAbove;
        return _idea;
    }

    public string Explain() =>
        $"close {_bar.Close:0.####} crossed {(_wasAbove ? "above" : "below")} its {period}-bar average {_average:0.####}; "
        + (_idea.Action == SignalAction.Buy
            ? $"ATR({atrPeriod}) is {_range:0.####}, so the stop stands {stopInAtr:0.##} ATR below at {_idea.Stop:0.####} and the target {targetInAtr:0.##} ATR above at {_idea.Target:0.####}"
            : $"ATR({atrPeriod}) is {_range:0.####}; the position is left");

    private Idea Buy() => new(SignalAction.Buy, Confidence(), _bar.Close - stopInAtr * _range, _bar.Close + targetInAtr * _range);

    /// A cross that clears the average by a good part of a usual bar says more than one that grazes it: 0.55 to 0.75.
    private double Confidence() => 0.55 + 0.2 * Math.Min(1, _range > 0 ? Math.Abs(_bar.Close - _average) / _range : 0);
}
