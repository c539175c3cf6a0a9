using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Knowledge.Notes;

/// Says of every object what became of it in a note, also of those that no lane came to look at.
public static class Explainer
{
    /// <param name="knowledge">As it was when the note was written.</param>
    public static ItemAccount? Explain(KnowledgeBase knowledge, Synthesis synthesis, ObjectKey key) =>
        synthesis.Items.FirstOrDefault(item => item.Key == key) ?? (knowledge.Find(key) is { } held ? Account(knowledge, synthesis, held) : null);

    /// Everything known: what the note's lanes selected as the note has it, then the rest by kind and id.
    public static IEnumerable<ItemAccount> ExplainAll(KnowledgeBase knowledge, Synthesis synthesis)
    {
        var told = synthesis.Items.Select(item => item.Key).ToHashSet();
        return synthesis.Items.Concat(knowledge.Everything
            .Where(held => !told.Contains(held.Object.Key))
            .OrderBy(held => held.Object.Kind).ThenBy(held => held.Object.Id, StringComparer.Ordinal)
            .Select(held => Account(knowledge, synthesis, held)));
    }

    private static ItemAccount Account(KnowledgeBase knowledge, Synthesis synthesis, Held held)
    {
        var asOf = synthesis.Request.AsOf;
        var (lane, score) = Best(knowledge, synthesis.Request, held);
        var (fate, why) = held switch
        {
            { IsRetired: true } => (Fate.Retired, "it was retired"),
            { Object.IsActive: false } => (Fate.Inactive, "it is not active"),
            _ when held.Updated > asOf => (Fate.NotYetKnown, $"it became known at {held.Updated:yyyy-MM-dd HH:mm:ss}, after the moment of the note"),
            { Object.Expires: { } expires } when expires <= asOf => (Fate.Expired, $"it expired at {expires:yyyy-MM-dd HH:mm:ss}"),
            _ when lane is null => (Fate.NoLane, "no lane looks at its kind and tags"),
            _ when lane.Status == LaneStatus.Disabled => (Fate.LaneDisabled, $"{lane.Id} is disabled"),
            _ when lane.Status == LaneStatus.Muted => (Fate.LaneMuted, $"{lane.Id} is muted"),
            _ => (Fate.LaneFull, $"{lane.Id} selects {lane.Cap} items, and better ones filled it"),
        };
        return new ItemAccount(held.Object.Key, held.Object.Text, lane?.Id, score, fate, why, 0);
    }

    /// The lane where it would be worth most; one that works before one that doesn't.
    private static (Lane? Lane, Score Score) Best(KnowledgeBase knowledge, NoteRequest request, Held held)
    {
        var relevance = request.Focus.Count == 0 ? 0 : held.Symbols.Length == 0 ? 0.5 : held.Symbols.Intersect(request.Focus).Any() ? 1 : 0;
        return knowledge.Lanes.Lanes
            .Where(lane => lane.Wants(held.Object))
            .Select(lane => (Lane: (Lane?)lane, Score: Score.Of(lane, held.Object.Grades, request.AsOf - held.Since, relevance)))
            .OrderBy(found => found.Lane!.Status)
            .ThenByDescending(found => found.Score.Total)
            .FirstOrDefault();
    }
}
