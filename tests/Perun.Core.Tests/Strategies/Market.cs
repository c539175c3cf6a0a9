using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Core.Tests.Strategies;

/// Bars made by hand, and what a strategy says to them.
internal static class Market
{
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// Each reaches one above and one below its close.
    public static Bar[] Of(params double[] closes) =>
        [.. closes.Select((close, i) => new Bar(Start.AddMinutes(i), close, close + 1, close - 1, close, 100))];

    public static Idea[] Hear(this IStrategy strategy, ReadOnlySpan<Bar> bars)
    {
        var ideas = new Idea[bars.Length];
        for (var i = 0; i < bars.Length; i++) ideas[i] = strategy.Next(bars[i]);
        return ideas;
    }

    /// One letter a bar: B for buy, S for sell, a point for hold.
    public static string Letters(this IEnumerable<Idea> ideas) => string.Concat(ideas.Select(idea => idea.Action switch
    {
        SignalAction.Buy => 'B',
        SignalAction.Sell => 'S',
        _ => '.',
    }));

    /// What it says about the bar at a place.
    public static string ExplainAt(this IStrategy strategy, Bar[] bars, int index)
    {
        strategy.Hear(bars.AsSpan(0, index + 1));
        return strategy.Explain();
    }
}
