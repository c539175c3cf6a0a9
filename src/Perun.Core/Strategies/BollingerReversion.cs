using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the close returns above the lower band, leaves when it has come up to the middle. A jump past both leaves.
public sealed class BollingerReversion(int period, double deviations, AtrBracket bracket) : IStrategy
{
    private readonly Bollinger _bands = new(period, deviations);
    private readonly Crossing _lower = new();
    private readonly Crossing _middle = new();
    private BollingerValue _value = BollingerValue.Unknown;
    private double _close;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "bollinger-reversion", "Buys when the close returns above the lower Bollinger band, leaves at the middle one.",
        [
            new("period", 20, 5, 200, 1, "bars in the bands"),
            new("deviations", 2, 0.5, 4, 0.25, "the bands' distance from the middle in standard deviations"),
            .. AtrBracket.Parameters,
        ],
        values => new BollingerReversion(values.Whole("period"), values["deviations"], AtrBracket.Of(values)));

    public string Name => $"bollinger{period}-{deviations:0.##}";

    public Idea Next(in Bar bar)
    {
        _close = bar.Close;
        _value = _bands.Next(bar.Close);
        var range = bracket.Next(bar);
        if (!double.IsFinite(_value.Lower) || !double.IsFinite(range)) return _idea = default;
        var (lower, middle) = (_lower.Next(bar.Close > _value.Lower), _middle.Next(bar.Close > _value.Middle));
        if (middle == Cross.Up) return _idea = bracket.Sell(bar.Close - _value.Middle);
        return _idea = lower == Cross.Up ? bracket.Buy(bar, bar.Close - _value.Lower) : default;
    }

    public string Explain() => _idea.Action switch
    {
        SignalAction.Buy => $"close {_close:0.####} returned above the lower Bollinger({period}, {deviations:0.##}) band {_value.Lower:0.####}; {bracket.Explain(_idea)}",
        SignalAction.Sell => $"close {_close:0.####} came up past the middle of the {period}-bar Bollinger bands, {_value.Middle:0.####}; {bracket.Explain(_idea)}",
        _ => $"close {_close:0.####} crossed neither the lower Bollinger band {_value.Lower:0.####} nor the middle {_value.Middle:0.####} upwards",
    };
}
