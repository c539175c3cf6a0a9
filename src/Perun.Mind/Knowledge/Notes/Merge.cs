using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Knowledge.Notes;

/// The union of the enabled lanes' selections: each object once, for the lane where it must surface, else where it is pinned,
/// else where it is worth most; what must surface first, then pinned, then by score; what says the same folded into the better.
internal static class Merge
{
    public static (List<Item> Items, List<Folded> Folded) Of(IEnumerable<Selection> selections)
    {
        var best = new Dictionary<Held, Candidate>();
        foreach (var candidate in selections.Where(selection => selection.Lane.Status == LaneStatus.Enabled).SelectMany(selection => selection.Chosen))
        {
            if (!best.TryGetValue(candidate.Held, out var known) || Beats(candidate, known)) best[candidate.Held] = candidate;
        }
        var ranked = best.Values.ToList();
        ranked.Sort(Compare);

        var (items, folded) = (new List<Item>(ranked.Count), new List<Folded>());
        foreach (var candidate in ranked)
        {
            if (items.Find(item => item.Held.SaysTheSameAs(candidate.Held)) is { } leader) folded.Add(new Folded(candidate, leader.Held));
            else items.Add(new Item(candidate, candidate.Lane.MustSurface));
        }
        return (items, folded);
    }

    /// Among equals the lane that is listed first keeps it, as it came first.
    private static bool Beats(in Candidate one, in Candidate other) =>
        one.Lane.MustSurface != other.Lane.MustSurface ? one.Lane.MustSurface
        : one.Score.IsPinned != other.Score.IsPinned ? one.Score.IsPinned
        : one.Score.Total > other.Score.Total;

    private static int Compare(Candidate one, Candidate other) =>
        one.Lane.MustSurface != other.Lane.MustSurface ? (one.Lane.MustSurface ? -1 : 1) : Candidate.Compare(one, other);
}
