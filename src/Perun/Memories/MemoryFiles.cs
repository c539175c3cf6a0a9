using Perun.Adapters.Memories;
using Perun.Mind.Memories;

namespace Perun.Memories;

/// Keeps the files under MEMDIR_PATH up to date with the store: days that changed are written anew, all at once and not often.
internal sealed class MemoryFiles(SqliteMemoryStore store, string? folder, Action<string> tell)
{
    private readonly MemoryFolder? _folder = folder is null ? null : new MemoryFolder(folder);
    private readonly Dictionary<(MemoryKind Kind, DateOnly Day), HashSet<string>> _changed = [];

    public void Touch(IEnumerable<Memory> memories)
    {
        if (_folder is null) return;
        foreach (var memory in memories) Of(memory.Kind, memory.At).Remove(memory.Id);
    }

    public void Gone(MemoryKind kind, DateTime at, string id)
    {
        if (_folder is not null) Of(kind, at).Add(id);
    }

    /// What can't be written stays due.
    public void Write()
    {
        if (_folder is null) return;
        foreach (var ((kind, day), gone) in _changed.ToArray())
        {
            try
            {
                var from = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
                if (_folder.Write(kind, day, store.All(new MemoryFilter(From: from, UpTo: from.AddDays(1).AddTicks(-1), Kinds: [kind])), gone) is { } trouble) tell(trouble);
                _changed.Remove((kind, day));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                tell($"Memories can't be written under {_folder.Folder} (MEMDIR_PATH): {failure.Message} They are safe in the database; see that the folder can be written, and they follow.");
                return;
            }
        }
    }

    private HashSet<string> Of(MemoryKind kind, DateTime at)
    {
        var key = (kind, DateOnly.FromDateTime(at));
        if (!_changed.TryGetValue(key, out var gone)) _changed[key] = gone = new HashSet<string>(StringComparer.Ordinal);
        return gone;
    }
}
