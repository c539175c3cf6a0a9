using Perun.Core.Bars;

namespace Perun.Backtest.History.Importing;

/// The length of bars, from the step that is most common between their times.
internal static class TimeframeGuess
{
    public static Timeframe? Of(IReadOnlyList<long> ticks)
    {
        var steps = new Dictionary<long, int>();
        for (var i = 1; i < ticks.Count; i++)
        {
            var step = Math.Abs(ticks[i] - ticks[i - 1]);
            if (step > 0) steps[step] = steps.GetValueOrDefault(step) + 1;
        }
        if (steps.Count == 0) return null;
        var usual = steps.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
        // A day's step varies by an hour where clocks change, and three days may be the most common in a short sample.
        if (Math.Abs(usual - TimeSpan.TicksPerDay) <= TimeSpan.TicksPerHour || usual == 3 * TimeSpan.TicksPerDay) return Timeframe.D1;
        return usual % TimeSpan.TicksPerMinute == 0 && usual <= TimeSpan.TicksPerDay ? new Timeframe((int)(usual / TimeSpan.TicksPerMinute)) : null;
    }
}
