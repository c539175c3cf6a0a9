using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Runs;

/// Says what it was told to say, at the bars it was told.
internal sealed class Scripted(params (int Bar, SignalAction Action)[] script) : IStrategy
{
    private int _bar = -1;

    /// Of whatever opens a position.
    public double Stop { get; init; } = 50;

    public double Target { get; init; }

    /// What opens one.
    public SignalAction Opens { get; init; } = SignalAction.Buy;

    public string Name => "scripted";

    public Idea Next(in Bar bar)
    {
        _bar++;
        var action = script.FirstOrDefault(line => line.Bar == _bar).Action;
        return action == Opens ? new Idea(action, 1, Stop, Target) : new Idea(action, 1, 0, 0);
    }

    public string Explain() => "as scripted";
}
