using Perun.Simulation.Randomness;

namespace Perun.Backtest.Search.Methods;

/// How a plan's sets are chosen.
internal static class Proposers
{
    /// <param name="senseless">Combinations of a grid that make no sense together.</param>
    public static IProposer Of(SearchPlan plan, out int senseless)
    {
        senseless = 0;
        var space = plan.Space;
        if (plan.Method == SearchMethod.Tpe) return new ParzenProposer(space, plan.Objective, (int)Math.Min(plan.Trials, space.Count), plan.Seed);
        if (plan.Method == SearchMethod.Random && plan.Trials < space.Count)
        {
            var dice = RandomStream.Named(plan.Seed, "sweep");
            var (places, objection) = Sampling.Some(space, plan.Trials, ref dice, []);
            if (places.Count == 0) throw new SearchException(NothingValid.Sentence(space, objection));
            return new Batch([.. places.Select(place => space.At(place).Values!)]);
        }
        if (space.Count > SearchPlan.MostSets) throw new SearchException(TooMany(space));
        var (sets, without, first) = Sampling.All(space);
        senseless = without;
        return sets.Count > 0 ? new Batch(sets) : throw new SearchException(NothingValid.Sentence(space, first));
    }

    private static string TooMany(SearchSpace space)
    {
        var counts = string.Join(" \u00d7 ", space.Ranges.Select(range => $"{range.Parameter.Name} {range.Count:#,##0}"));
        var widest = space.Ranges.MaxBy(range => range.Count)!.Parameter;
        return $"That is {space.Count:#,##0} combinations ({counts}), and {SearchPlan.MostSets:#,##0} are the most: try some of them with --method random --trials 1000 or --method tpe, "
            + $"or narrow the ranges, like --vary {widest.Name}={widest.Min}:{widest.Max}:{Math.Ceiling((widest.Max - widest.Min) / 10)}.";
    }
}
