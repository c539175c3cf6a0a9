using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Facts;

namespace Perun.Minds;

/// What a daemon knew when it stopped, for those who look at it afterwards. Nothing is gathered and nothing is written.
internal static class StoredKnowledge
{
    /// Null where nothing was kept that can be read.
    public static Func<Board, ContextQuery, ContextFact?>? Of(PerunSettings settings, EngineState state, JournalReader journal)
    {
        var (kept, changes) = (journal.Kept(KnowledgeRoom.Kept), journal.KnowledgeChanges());
        if (kept is null && changes.Count == 0) return null;
        var universe = new Universe(state.Universe.Instruments);
        return (board, query) =>
        {
            using var room = new KnowledgeRoom(universe, [], LaneBook.Open(settings.Paths.Home, static _ => { }), settings.Models.NoteTokens, board.Status.Now, static _ => { }, settings.Sources.Off) { Absent = SourceRoster.Absent(settings) };
            return room.Restore(kept, changes) is null ? room.Show(board, query) : null;
        };
    }
}
