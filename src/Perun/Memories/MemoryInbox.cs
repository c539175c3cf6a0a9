using Perun.Mind.Memories;

namespace Perun.Memories;

/// What is to be remembered and stands in no journal: errors of analysts, conversations. Anybody may put in, and never waits;
/// when it is full, the oldest of the least important kind makes way and is counted.
internal sealed class MemoryInbox(int most = MemoryInbox.Most)
{
    public const int Most = 1_000;

    /// From what is missed least to what is missed most.
    private static readonly MemoryKind[] ByImportance =
    [
        MemoryKind.Log, MemoryKind.Market, MemoryKind.Signal, MemoryKind.Portfolio, MemoryKind.Analysis,
        MemoryKind.Conversation, MemoryKind.Summary, MemoryKind.Error, MemoryKind.Trade, MemoryKind.Lesson,
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<MemoryKind, Queue<Memory>> _waiting = ByImportance.ToDictionary(kind => kind, _ => new Queue<Memory>());
    private int _count;
    private long _dropped;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Put(Memory memory)
    {
        lock (_gate)
        {
            _waiting[memory.Kind].Enqueue(memory);
            if (++_count <= most) return;
            foreach (var kind in ByImportance)
            {
                if (!_waiting[kind].TryDequeue(out _)) continue;
                _count--;
                _dropped++;
                return;
            }
        }
    }

    /// Everything that waits, oldest first.
    public IReadOnlyList<Memory> Take()
    {
        lock (_gate)
        {
            if (_count == 0) return [];
            Memory[] all = [.. ByImportance.SelectMany(kind => _waiting[kind]).OrderBy(memory => memory.At).ThenBy(memory => memory.Id, StringComparer.Ordinal)];
            foreach (var queue in _waiting.Values) queue.Clear();
            _count = 0;
            return all;
        }
    }

    /// Something said outside the journal: its id follows from what was said when, so that twice the same is once.
    public static Memory Noted(MemoryKind kind, DateTime at, string text, double importance, params IReadOnlyList<string> tags)
    {
        var kept = MemoryDoor.Text(text);
        var print = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(kept)))[..12];
        return new Memory
        {
            Id = $"{kind.Word()}-{at:yyyyMMdd}-{at:HHmmss}-{print}",
            Kind = kind,
            At = at,
            Text = kept,
            Source = "program",
            Tags = [.. tags.Where(MemoryDoor.IsTag)],
            Importance = importance,
        };
    }
}
