using Perun.Backtest.Statistics;

namespace Perun.Backtest.Search;

/// How the sets beside the best one do: a best that stands alone is an accident of its numbers.
/// <param name="Count">How many neighbours there are.</param>
/// <param name="Kept">The median over the winner's own; null where the winner's is not above zero.</param>
public sealed record Neighbourhood(int Count, double Best, double Median, double Worst, double? Kept)
{
    private const int Nearest = 10;

    /// Neighbours of a grid differ in one parameter by one of its steps; those of a sample are the nearest.
    public static Neighbourhood? Of(SearchPlan plan, IReadOnlyList<SetOutcome> ranking)
    {
        var best = ranking[0];
        if (Score(best) is not { } top) return null;
        var others = ranking.Skip(1).Select(outcome => (Outcome: outcome, Steps: Steps(plan.Space, best, outcome)));
        var near = plan.Method == SearchMethod.Grid
            ? others.Where(one => one.Steps.Sum() == 1)
            : others.OrderBy(one => Distance(plan.Space, one.Steps)).ThenBy(one => one.Outcome.Key, StringComparer.Ordinal).Take(Nearest);
        double[] scores = [.. near.Select(one => Score(one.Outcome)).OfType<double>().Order()];
        if (scores.Length == 0) return null;
        var median = Quantile.OfSorted(scores, 0.5);
        return new Neighbourhood(scores.Length, scores[^1], median, scores[0], top > 0 ? Defined.Ratio(median, top) : null);

        double? Score(SetOutcome outcome) => plan.Objective.Of(outcome.Numbers!);
    }

    private static int[] Steps(SearchSpace space, SetOutcome left, SetOutcome right) =>
        [.. space.Ranges.Select(range => Math.Abs(Place(range, left) - Place(range, right)))];

    private static int Place(SearchRange range, SetOutcome outcome)
    {
        var value = outcome.Values[range.Parameter.Name];
        var (low, high) = (0, range.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (range.At(middle) < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static double Distance(SearchSpace space, int[] steps) =>
        steps.Select((step, axis) => step / (double)Math.Max(1, space.Ranges[axis].Count - 1)).Sum(part => part * part);
}
