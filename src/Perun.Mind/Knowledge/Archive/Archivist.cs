using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Knowledge.Archive;

/// Keeps every synthesis as the next link of the chain.
/// <param name="store">Makes a link durable; what it throws leaves the chain as it was.</param>
/// <param name="last">The newest link kept before; null when there is none.</param>
public sealed class Archivist(KnowledgeBase knowledge, Action<ArchiveLink> store, ArchiveLink? last = null)
{
    public ArchiveLink? Last { get; private set; } = last;

    /// <param name="decision">The journal position of the decision that saw it; null when nobody decided by it.</param>
    public ArchiveLink Keep(Synthesis synthesis, long? decision)
    {
        var link = ArchiveLink.After(Last, NotePayload.Of(synthesis), decision);
        store(link);
        Last = link;
        knowledge.Tell(new NoteArchived(synthesis.Request.AsOf, link.Sequence, link.Hash));
        return link;
    }

    /// The same, and the evidence that the note told is set aside, with what was folded into it. What is pinned or must surface
    /// stays, as do goals, constraints and all that is not raw.
    public ArchiveLink KeepAndRetire(Synthesis synthesis, long? decision)
    {
        var link = Keep(synthesis, decision);
        if (synthesis is not Note) return link;
        var lasting = knowledge.Lanes.Lanes.Where(lane => lane.MustSurface).Select(lane => lane.Id).ToHashSet();
        knowledge.Retire(
            synthesis.Items.Where(item => item.Key.Kind == KnowledgeKind.Evidence && (item.IsInNote || item.Fate == Fate.Folded)
                && !item.Score.IsPinned && item.Lane is not null && !lasting.Contains(item.Lane)).Select(item => item.Key),
            synthesis.Request.AsOf);
        return link;
    }
}
