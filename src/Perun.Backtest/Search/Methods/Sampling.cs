using Perun.Core.Strategies;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Search.Methods;

/// Sets out of a space: all of them in order, or some by lot.
internal static class Sampling
{
    /// Draws that may meet nothing new or nothing valid before a search takes what it has.
    private const int TriesPerSet = 200;

    /// Every combination that makes sense, and how many make none.
    public static (List<ParameterValues> Sets, int Senseless, string? Objection) All(SearchSpace space)
    {
        var (sets, senseless, objection) = (new List<ParameterValues>(), 0, (string?)null);
        Span<int> places = stackalloc int[space.Ranges.Count];
        for (var number = 0L; number < (long)space.Count; number++)
        {
            space.Places(number, places);
            var reading = space.At(places);
            if (reading.Values is { } values)
            {
                sets.Add(values);
                continue;
            }
            senseless++;
            objection ??= reading.Problems[0];
        }
        return (sets, senseless, objection);
    }

    /// So many different combinations that make sense, or fewer where no more are found.
    public static (List<int[]> Places, string? Objection) Some(SearchSpace space, int count, ref RandomStream dice, HashSet<string> known)
    {
        var (found, objection) = (new List<int[]>(count), (string?)null);
        for (var tries = 0; found.Count < count && tries < count * TriesPerSet; tries++)
        {
            var places = new int[space.Ranges.Count];
            for (var i = 0; i < places.Length; i++) places[i] = dice.NextBelow(space.Ranges[i].Count);
            if (!known.Add(string.Join(' ', places))) continue;
            var reading = space.At(places);
            if (reading.Values is not null) found.Add(places);
            else objection ??= reading.Problems[0];
        }
        return (found, objection);
    }
}
