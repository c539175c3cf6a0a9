using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Buys when a close breaks out above the highest high of the bars before it, leaves when one falls below their lowest low
/// (of fewer bars, as a rule). A run of closes outside is one breakout.
public sealed class DonchianBreakout(int entry, int exit, AtrBracket bracket) : IStrategy
{
    private readonly Donchian _entry = new(entry);
    private readonly Donchian _exit = new(exit);
    private readonly Crossing _breakout = new();
    private readonly Crossing _breakdown = new();
    private double _upper;
    private double _lower;
    private double _close;
    private Idea _idea;

    public static StrategyDefinition Definition { get; } = new(
        "donchian-breakout", "Buys when a close breaks above the highest high of the bars before, leaves when one falls below the lowest low.",
        [
            new("entry", 20, 2, 200, 1, "bars whose highest high must be broken to buy"),
            new("exit", 10, 2, 200, 1, "bars whose lowest low must be broken to leave"),
            .. AtrBracket.Parameters,
        ],
        values => new DonchianBreakout(values.Whole("entry"), values.Whole("exit"), AtrBracket.Of(values)));

    public string Name => $"donchian{entry}-{exit}";

    public Idea Next(in Bar bar)
    {
        _close = bar.Close;
        _upper = _entry.Next(bar).Upper;
        _lower = _exit.Next(bar).Lower;
        var range = bracket.Next(bar);
        if (!double.IsFinite(_upper) || !double.IsFinite(_lower) || !double.IsFinite(range)) return _idea = default;
        var (breakout, breakdown) = (_breakout.Next(bar.Close > _upper), _breakdown.Next(bar.Close >= _lower));
        if (breakdown == Cross.Down) return _idea = bracket.Sell(bar.Close - _lower);
        return _idea = breakout == Cross.Up ? bracket.Buy(bar, bar.Close - _upper) : default;
    }

    public string Explain() => _idea.Action switch
    {
        SignalAction.Buy => $"close {_close:0.####} broke above {_upper:0.####}, the highest of the {entry} bars before; {bracket.Explain(_idea)}",
        SignalAction.Sell => $"close {_close:0.####} fell below {_lower:0.####}, the lowest of the {exit} bars before; {bracket.Explain(_idea)}",
        _ => $"close {_close:0.####} made no new break out of {_lower:0.####} to {_upper:0.####}",
    };
}
