using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// What an import came to. Files with trouble were left out whole.
public sealed record Imported(int Files, Taken Taken, IReadOnlyList<string> Troubles);

/// Brings files of memories into the store. Done twice, the second time changes nothing.
public static class MemoryImport
{
    private const int MostAtOnce = 200;

    public static Imported Run(SqliteMemoryStore store, IEnumerable<string> files, CancellationToken cancel)
    {
        var (taken, troubles, count) = (default(Taken), new List<string>(), 0);
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            var (memories, trouble) = MemoryFolder.Read(file);
            if (trouble is null) trouble = Contradiction(store, file, memories);
            if (trouble is not null)
            {
                troubles.Add(trouble);
                continue;
            }
            count++;
            foreach (var piece in memories.Chunk(MostAtOnce)) taken += store.Add([.. piece.Select(memory => Joined(store.Find(memory.Id), memory))]);
        }
        return new Imported(count, taken, troubles);
    }

    /// What the journal told is not to be told otherwise by a file.
    private static string? Contradiction(SqliteMemoryStore store, string file, IReadOnlyList<Memory> memories)
    {
        foreach (var memory in memories)
        {
            if (store.Find(memory.Id) is { Position: not null } known && known.Hash() != memory.Hash())
                return $"{file} tells {memory.Id} otherwise than this journal does, so nothing of it was taken: it belongs to another Perun; import it with --data into a folder of its own.";
        }
        return null;
    }

    /// Tags and links from both: those that either has.
    private static Memory Joined(Memory? known, Memory given) => known is null ? given : given with
    {
        Tags = [.. known.Tags.Concat(given.Tags).Distinct(StringComparer.Ordinal).Take(MemoryDoor.MostTags)],
        Links = [.. known.Links.Concat(given.Links).Distinct().Take(MemoryDoor.MostLinks)],
    };
}
