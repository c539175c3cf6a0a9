using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the MACD line crosses above its signal line, leaves when it crosses below.
public sealed class MacdCross(int fast, int slow, int signal, AtrBracket bracket) : IStrategy
{
    private readonly Macd _macd = new(fast, slow, signal);
    private readonly Crossing _crossing = new();
    private MacdValue _value = MacdValue.Unknown;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "macd", "Buys when the MACD line crosses above its signal line, leaves when it crosses below.",
        [
            new("fast", 12, 2, 200, 1, "bars in the fast average"),
            new("slow", 26, 3, 400, 1, "bars in the slow average"),
            new("signal", 9, 2, 100, 1, "bars in the signal line's average"),
            .. AtrBracket.Parameters,
        ],
        values => new MacdCross(values.Whole("fast"), values.Whole("slow"), values.Whole("signal"), AtrBracket.Of(values)))
    {
        Constraint = values => values["fast"] < values["slow"]
            ? null
            : $"fast is {values["fast"]} and slow is {values["slow"]}: the fast average needs fewer bars than the slow one.",
    };

    public string Name => $"macd{fast}-{slow}-{signal}";

    public Idea Next(in Bar bar)
    {
        _value = _macd.Next(bar.Close);
        var range = bracket.Next(bar);
        if (!double.IsFinite(_value.Histogram) || !double.IsFinite(range)) return _idea = default;
        return _idea = _crossing.Next(_value.Histogram > 0) switch
        {
            Cross.Up => bracket.Buy(bar, _value.Histogram),
            Cross.Down => bracket.Sell(_value.Histogram),
            _ => default,
        };
    }

    public string Explain() => _idea.Action == SignalAction.Hold
        ? $"the MACD({fast}, {slow}) line {_value.Line:0.####} did not cross its {signal}-bar signal line {_value.Signal:0.####}"
        : $"the MACD({fast}, {slow}) line {_value.Line:0.####} crossed {(_idea.Action == SignalAction.Buy ? "above" : "below")} its {signal}-bar signal line {_value.Signal:0.####}; {bracket.Explain(_idea)}";
}
