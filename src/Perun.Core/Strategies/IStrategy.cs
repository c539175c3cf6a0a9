using Perun.Core.Bars;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// A rule for one instrument: sees each completed bar of its timeframe once, in order, and may have an idea. The same object
/// serves live trading and history; it keeps its own indicators and reads nothing but bars.
public interface IStrategy
{
    /// What decisions are signed with; the class's name where nothing better is said.
    string Name => GetType().Name;

    /// Longer bars that it wants to hear beside its own, like those of a day beside those of an hour.
    IReadOnlyList<Timeframe> AlsoHears => [];

    /// One of those longer bars is over. It comes before the bar of its own that ends it, so `Next` can go by it.
    void Hear(Timeframe timeframe, in Bar bar)
    {
    }

    Idea Next(in Bar bar);

    /// The newest idea in words and numbers that a person can check against the chart. Asked for only where somebody reads it.
    string Explain();
}

/// What a rule proposes on a bar. Hold, the default, is no proposal.
/// <param name="Stop">Zero where none is named; likewise the target.</param>
public readonly record struct Idea(SignalAction Action, double Confidence, double Stop, double Target);
