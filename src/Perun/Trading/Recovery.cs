using Perun.Adapters.Storage;
using Perun.Engine.Journal;

namespace Perun.Trading;

/// Brings an engine to where its journal ends: from the newest checkpoint, through the events after it.
internal static class Recovery
{
    /// How many events were processed again, and the first difference between their answers and the journal's, if any.
    public readonly record struct Outcome(long Replayed, Mismatch? Difference);

    public static Outcome Restore(JournaledEngine engine, JournalReader journal) => Restore(engine, journal, journal.LastPosition());

    public static Outcome Restore(JournaledEngine engine, JournalReader journal, long upTo)
    {
        if (journal.CheckpointAtOrBefore(upTo) is { } checkpoint) engine.Restore(checkpoint);
        return Replay(engine, journal, upTo);
    }

    public static Outcome Replay(JournaledEngine engine, JournalReader journal, long upTo)
    {
        var replayed = 0L;
        foreach (var block in journal.Blocks(engine.Position, upTo))
        {
            if (engine.Replay(block) is { } difference) return new Outcome(replayed, difference);
            replayed++;
        }
        return new Outcome(replayed, engine.Position == upTo ? null : new Mismatch(engine.Position + 1, "nothing", $"position {upTo} should be there"));
    }
}
