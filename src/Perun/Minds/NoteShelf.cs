using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;

namespace Perun.Minds;

/// A note that was written, until its decision is on record.
/// <param name="Once">What was told with it for the only time, should a model answer to it.</param>
internal sealed record WrittenNote(NotePayload Payload, IReadOnlyList<ObjectKey> Once);

/// The newest notes, by their hash.
internal sealed class NoteShelf
{
    private const int Most = 200;

    private readonly Dictionary<string, WrittenNote> _notes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Put(string hash, WrittenNote note)
    {
        if (_notes.TryAdd(hash, note)) _order.Enqueue(hash);
        while (_order.Count > Most) _notes.Remove(_order.Dequeue());
    }

    public WrittenNote? Find(string hash) => _notes.GetValueOrDefault(hash);
}
