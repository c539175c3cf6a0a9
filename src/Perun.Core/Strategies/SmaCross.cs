using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the close crosses above its simple moving average, leaves when it crosses below; stop and target stand multiples
/// of the average true range away from the close.
public sealed class SmaCross(int period = 20, int atrPeriod = 14, double stopInAtr = 2, double targetInAtr = 3) : IStrategy
{
    private readonly Sma _sma = new(period);
    private readonly AtrBracket _bracket = new(atrPeriod, stopInAtr, targetInAtr);
    private readonly Crossing _crossing = new();
    private double _close;
    private double _average;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "sma-atr", "Buys when the close crosses above its simple average, leaves when it crosses below.",
        [new("period", 20, 2, 400, 1, "bars in the average"), .. AtrBracket.Parameters],
        values => new SmaCross(values.Whole("period"), values.Whole("atrPeriod"), values["stopAtr"], values["targetAtr"]));

    public string Name => $"sma{period}-atr{atrPeriod}";

    public Idea Next(in Bar bar)
    {
        _close = bar.Close;
        _average = _sma.Next(bar.Close);
        var range = _bracket.Next(bar);
        if (!double.IsFinite(_average) || !double.IsFinite(range)) return _idea = default;
        return _idea = _crossing.Next(bar.Close > _average) switch
        {
            Cross.Up => _bracket.Buy(bar, bar.Close - _average),
            Cross.Down => _bracket.Sell(bar.Close - _average),
            _ => default,
        };
    }

    public string Explain() => _idea.Action == SignalAction.Hold
        ? $"close {_close:0.####} did not cross its {period}-bar average {_average:0.####}"
        : $"close {_close:0.####} crossed {(_idea.Action == SignalAction.Buy ? "above" : "below")} its {period}-bar average {_average:0.####}; {_bracket.Explain(_idea)}";
}
