using Perun.Adapters.Storage;
using Perun.Engine.Journal;

namespace Perun.Trading;

/// Brings an engine to where its journal ends: from the newest checkpoint that loads, through the events after it.
internal static class Recovery
{
    /// <param name="Replayed">How many events were processed again.</param>
    /// <param name="Difference">The first difference between their answers and the journal's, if any.</param>
    public sealed record Recovered(JournaledEngine Engine, long Replayed, Mismatch? Difference) : IDisposable
    {
        public void Dispose() => Engine.Dispose();
    }

    public static Recovered Restore(IJournal sink, JournalReader journal) => Restore(sink, journal, journal.LastPosition());

    public static Recovered Restore(IJournal sink, JournalReader journal, long upTo)
    {
        foreach (var checkpoint in journal.CheckpointsAtOrBefore(upTo))
        {
            if (From(checkpoint, sink) is { } restored) return Replay(restored, journal, upTo);
        }
        return Replay(new JournaledEngine(sink), journal, upTo);
    }

    /// The engine meets a block again; null when it answers as it did. Whatever goes wrong on the way is a fault of the
    /// journal, which this very engine once wrote.
    public static Mismatch? Again(JournaledEngine engine, in JournalBlock block)
    {
        try
        {
            return engine.Replay(block);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new Mismatch(block.Position, $"{block.Name} {System.Text.Encoding.UTF8.GetString(block.Body.Span)}", $"this can't be read: {fault.Message}");
        }
    }

    private static Recovered Replay(JournaledEngine engine, JournalReader journal, long upTo)
    {
        var replayed = 0L;
        foreach (var block in journal.Blocks(engine.Position, upTo))
        {
            if (Again(engine, block) is { } difference) return new Recovered(engine, replayed, difference);
            replayed++;
        }
        return new Recovered(engine, replayed, engine.Position == upTo ? null : new Mismatch(engine.Position + 1, "nothing", $"position {upTo} should be there"));
    }

    /// Null where the state is that of another version: nothing is lost, the journal has it all.
    private static JournaledEngine? From(Checkpoint checkpoint, IJournal sink)
    {
        var engine = new JournaledEngine(sink);
        try
        {
            engine.Restore(checkpoint);
            return engine;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            engine.Dispose();
            return null;
        }
    }
}
