using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Checks;

/// Listens to a strategy, and writes down what it said.
internal static class Hearing
{
    /// One idea a bar. The strategy gets no copy of a bar but a reference, as a cheat would like it; behind the last bar lies
    /// one that never was, so that not even a cheat reads foreign memory.
    public static Idea[] Of(IStrategy strategy, ReadOnlySpan<Bar> bars, CancellationToken cancel)
    {
        var history = new Bar[bars.Length + 1];
        bars.CopyTo(history);
        var ideas = new Idea[bars.Length];
        for (var i = 0; i < ideas.Length; i++)
        {
            if (i % 4096 == 0) cancel.ThrowIfCancellationRequested();
            ideas[i] = strategy.Next(in history[i]);
        }
        return ideas;
    }

    public static string Words(Idea idea) => idea.Action == SignalAction.Hold
        ? "hold"
        : $"{(idea.Action == SignalAction.Buy ? "buy" : "sell")} (confidence {idea.Confidence:0.######}{Price("stop", idea.Stop)}{Price("target", idea.Target)})";

    private static string Price(string what, double price) => price > 0 ? $", {what} {price:0.########}" : "";
}
