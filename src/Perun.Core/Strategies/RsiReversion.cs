using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when the RSI comes back up out of oversold ground, leaves when it has climbed to the exit. A jump past both leaves.
public sealed class RsiReversion(int period, double oversold, double exit, AtrBracket bracket) : IStrategy
{
    private readonly Rsi _rsi = new(period);
    private readonly Crossing _bottom = new();
    private readonly Crossing _top = new();
    private double _value = double.NaN;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "rsi-reversion", "Buys when the RSI comes back up out of oversold ground, leaves when it has climbed to the exit.",
        [
            new("period", 14, 2, 100, 1, "bars in the RSI"),
            new("oversold", 30, 5, 50, 1, "the RSI below which the market counts as oversold"),
            new("exit", 60, 30, 95, 1, "the RSI above which a position is left"),
            .. AtrBracket.Parameters,
        ],
        values => new RsiReversion(values.Whole("period"), values["oversold"], values["exit"], AtrBracket.Of(values)))
    {
        Constraint = values => values["oversold"] < values["exit"]
            ? null
            : $"oversold is {values["oversold"]} and exit is {values["exit"]}: a position must be left above where it is bought.",
    };

    public string Name => $"rsi{period}-{oversold:0.##}-{exit:0.##}";

    public Idea Next(in Bar bar)
    {
        _value = _rsi.Next(bar.Close);
        var range = bracket.Next(bar);
        if (!double.IsFinite(_value) || !double.IsFinite(range)) return _idea = default;
        var (bottom, top) = (_bottom.Next(_value > oversold), _top.Next(_value > exit));
        // Ten points of the index count as much as a usual bar.
        if (top == Cross.Up) return _idea = bracket.Sell((_value - exit) / 10 * range);
        return _idea = bottom == Cross.Up ? bracket.Buy(bar, (_value - oversold) / 10 * range) : default;
    }

    public string Explain() => _idea.Action switch
    {
        SignalAction.Buy => $"RSI({period}) came back above {oversold:0.##} to {_value:0.##}; {bracket.Explain(_idea)}",
        SignalAction.Sell => $"RSI({period}) climbed above {exit:0.##} to {_value:0.##}; {bracket.Explain(_idea)}",
        _ => $"RSI({period}) is {_value:0.##} and crossed neither {oversold:0.##} nor {exit:0.##} upwards",
    };
}
