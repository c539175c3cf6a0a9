using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the fast exponential average crosses above the slow one, leaves when it crosses below.
public sealed class EmaCross(int fast, int slow, AtrBracket bracket) : IStrategy
{
    private readonly Ema _fast = new(fast);
    private readonly Ema _slow = new(slow);
    private readonly Crossing _crossing = new();
    private double _quick;
    private double _steady;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "ema-cross", "Buys when a fast exponential average crosses above a slow one, leaves when it crosses below.",
        [
            new("fast", 12, 2, 200, 1, "bars in the fast average"),
            new("slow", 26, 3, 400, 1, "bars in the slow average"),
            .. AtrBracket.Parameters,
        ],
        values => new EmaCross(values.Whole("fast"), values.Whole("slow"), AtrBracket.Of(values)))
    {
        Constraint = values => values["fast"] < values["slow"]
            ? null
            : $"fast is {values["fast"]} and slow is {values["slow"]}: the fast average needs fewer bars than the slow one.",
    };

    public string Name => $"ema{fast}-ema{slow}";

    public Idea Next(in Bar bar)
    {
        _quick = _fast.Next(bar.Close);
        _steady = _slow.Next(bar.Close);
        var range = bracket.Next(bar);
        if (!double.IsFinite(_quick) || !double.IsFinite(_steady) || !double.IsFinite(range)) return _idea = default;
        return _idea = _crossing.Next(_quick > _steady) switch
        {
            Cross.Up => bracket.Buy(bar, bar.Close - _steady),
            Cross.Down => bracket.Sell(bar.Close - _steady),
            _ => default,
        };
    }

    public string Explain() => _idea.Action == SignalAction.Hold
        ? $"the {fast}-bar exponential average {_quick:0.####} did not cross the {slow}-bar one, {_steady:0.####}"
        : $"the {fast}-bar exponential average {_quick:0.####} crossed {(_idea.Action == SignalAction.Buy ? "above" : "below")} the {slow}-bar one, {_steady:0.####}; {bracket.Explain(_idea)}";
}
