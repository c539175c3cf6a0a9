using Perun.Core.Bars;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys on the first bar and never leaves: what any other rule must beat. It proposes again now and then, because a refusal
/// or a stop that the settings placed would otherwise end it for good; whoever holds already loses nothing by that.
public sealed class BuyAndHold(int again) : IStrategy
{
    private int _bars;
    private double _close;
    private bool _proposes;

    public static StrategyDefinition Definition { get; } = new(
        "buy-and-hold", "Buys on the first bar and never leaves: what any other rule must beat.",
        [new("again", 20, 1, 10_000, 1, "bars after which it proposes again, should it have been refused or stopped out")],
        values => new BuyAndHold(values.Whole("again")));

    public string Name => "buy-and-hold";

    public Idea Next(in Bar bar)
    {
        if (!bar.IsSane)
        {
            _proposes = false;
            return default;
        }
        _close = bar.Close;
        _proposes = _bars == 0;
        _bars = (_bars + 1) % again;
        return _proposes ? new Idea(SignalAction.Buy, 1, 0, 0) : default;
    }

    public string Explain() => _proposes ? $"buys at {_close:0.####}, whatever the chart says, and holds" : "holds what it has";
}
