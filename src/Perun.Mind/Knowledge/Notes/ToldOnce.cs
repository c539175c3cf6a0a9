namespace Perun.Mind.Knowledge.Notes;

/// What lanes that tell things once have told with a note, and can be set aside. Pinned items stay, as do goals, constraints and all
/// that is no evidence.
public static class ToldOnce
{
    public static IReadOnlyList<ObjectKey> In(KnowledgeBase knowledge, Synthesis synthesis)
    {
        if (synthesis is not Note) return [];
        var lanes = knowledge.Lanes.Lanes.Where(lane => lane.TellsOnce).Select(lane => lane.Id).ToHashSet(StringComparer.Ordinal);
        return lanes.Count == 0 ? [] :
        [
            .. synthesis.Items.Where(item => item.Key.Kind == KnowledgeKind.Evidence && (item.IsInNote || item.Fate == Fate.Folded)
                && !item.Score.IsPinned && item.Lane is not null && lanes.Contains(item.Lane)).Select(item => item.Key),
        ];
    }
}
