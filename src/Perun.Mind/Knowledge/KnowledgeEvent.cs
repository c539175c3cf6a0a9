using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Knowledge;

/// Something that happened to what is known. Whoever shows or keeps it watches for these.
public abstract record KnowledgeEvent(DateTime At);

public sealed record ObjectUpserted(DateTime At, KnowledgeObject Object, bool IsNew) : KnowledgeEvent(At);

/// Follows the object's own event when it is evidence.
public sealed record EvidenceIngested(DateTime At, Evidence Evidence) : KnowledgeEvent(At);

public sealed record ObjectRetired(DateTime At, ObjectKey Key) : KnowledgeEvent(At);

public sealed record LaneCreated(DateTime At, Lane Lane) : KnowledgeEvent(At);

public sealed record LaneRemoved(DateTime At, string Lane) : KnowledgeEvent(At);

public sealed record LaneStatusChanged(DateTime At, string Lane, LaneStatus Before, LaneStatus Now) : KnowledgeEvent(At);

public sealed record LanePinChanged(DateTime At, string Lane, ObjectKey Key, bool IsPinned) : KnowledgeEvent(At);

/// A lane made its selection for a note.
public sealed record LaneRefreshed(DateTime At, string Lane, int Selected) : KnowledgeEvent(At);

/// The enabled lanes' selections became one list.
public sealed record WindowMerged(DateTime At, int Items) : KnowledgeEvent(At);

public sealed record NoteSynthesised(DateTime At, Synthesis Synthesis) : KnowledgeEvent(At);

public sealed record NoteArchived(DateTime At, long Sequence, string Hash) : KnowledgeEvent(At);

public interface IKnowledgeWatcher
{
    void See(KnowledgeEvent happened);
}
