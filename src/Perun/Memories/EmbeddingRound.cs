using Perun.Adapters.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Memories;

/// Has vectors made of new memories, many at a time, so that they are recalled by what they mean. It stands behind decisions as
/// organising does. A provider that gives none is told of once; words decide all the while.
internal sealed class EmbeddingRound(IEmbeddings embeddings, ChoreTerms terms) : IMemoryChore
{
    private const int MostAtOnce = 64;
    private const int MostLetters = 2_000;
    private const int MostOfThePast = 20_000;

    private readonly ChorePace _pace = new(terms, "Memory is recalled by its words alone");
    private Task<Embedded>? _underWay;
    private IReadOnlyList<Memory> _shown = [];
    private long _upTo;

    public void Step(SqliteMemoryStore store, MemoryFiles files)
    {
        if (_underWay is { IsCompleted: true } answer)
        {
            _underWay = null;
            Take(answer.Result, store);
        }
        if (_underWay is not null || !_pace.IsDue) return;
        (_shown, _upTo) = store.ToEmbed(embeddings.Model, MostAtOnce, MostOfThePast);
        if (_shown.Count == 0) _pace.Rest();
        else _underWay = embeddings.EmbedAsync([.. _shown.Select(memory => MemoryDoor.Text(memory.Text, MostLetters))], _pace.Stop);
    }

    public void Dispose() => _pace.Dispose();

    private void Take(Embedded embedded, SqliteMemoryStore store)
    {
        if (embedded.Vectors is not { } vectors)
        {
            _pace.Failed(embedded.Why ?? "no vectors came", embedded.IsLasting);
            return;
        }
        store.KeepVectors(embeddings.Model, [.. _shown.Select((memory, i) => (memory.Id, vectors[i]))], new Cursor(MemoryCursors.Embedded(embeddings.Model), _upTo));
        _pace.Succeeded(hasMore: _shown.Count == MostAtOnce);
    }
}
