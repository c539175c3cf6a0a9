using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Memories.Situations;

namespace Perun.Adapters.Memories;

/// Memories in Perun's database, beside the journal and through a connection of their own. Its transactions are short, and
/// need not wait for the disk: whoever writes the journal waits for it no longer than it takes to insert a few rows, and what
/// a power failure takes from here comes again from the journal.
public sealed class SqliteMemoryStore : IMemoryStore, IDisposable
{
    /// Rows of one transaction where there are many to write.
    private const int MostAtOnce = 500;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly MemoryReading _reading;
    private readonly MemoryWriting? _writing;

    private SqliteMemoryStore(SqliteConnection connection, string path, bool mayWrite)
    {
        (_connection, _path, _reading) = (connection, path, new MemoryReading(connection));
        if (mayWrite) _writing = new MemoryWriting(connection);
    }

    public static SqliteMemoryStore Open(string path)
    {
        var connection = SqliteFile.Open(path, Durability.Full);
        SqliteFile.Run(connection, "PRAGMA synchronous=NORMAL");
        return new SqliteMemoryStore(connection, path, mayWrite: true);
    }

    /// Null where there is no database, or none with memories in it.
    public static SqliteMemoryStore? OpenToRead(string path)
    {
        if (SqliteFile.OpenToRead(path) is not { } connection) return null;
        if (MemoryReading.HasTables(connection)) return new SqliteMemoryStore(connection, path, mayWrite: false);
        connection.Dispose();
        return null;
    }

    public Taken Add(IReadOnlyList<Memory> memories, Cursor? reached = null) => Add(memories, reached, []);

    /// <param name="shown">Memories that a note of the archive told, with the note's number there: they are part of its record now, and stay.</param>
    public Taken Add(IReadOnlyList<Memory> memories, Cursor? reached, IReadOnlyList<(string Id, long Note)> shown)
    {
        foreach (var memory in memories)
            if (MemoryDoor.Refuses(memory) is { } refusal) throw new ArgumentException($"{memory.Id}: {refusal}", nameof(memories));
        var taken = default(Taken);
        Write(writing =>
        {
            foreach (var memory in memories) taken += writing.Put(MemoryDoor.Tidy(memory));
            foreach (var (id, note) in shown) writing.Shown(id, note);
            if (reached is { } cursor) writing.Reach(cursor);
        });
        return taken;
    }

    /// What a model made of memories that it was shown. One that was changed meanwhile by somebody else stays as they left it.
    /// <param name="shown">All that it was shown, as it was then.</param>
    /// <returns>What was changed or added.</returns>
    public IReadOnlyList<Memory> Refine(IReadOnlyList<Memory> shown, IReadOnlyList<Memory> changes, DateTime at, Cursor reached)
    {
        var (before, taken) = (shown.ToDictionary(memory => memory.Id, StringComparer.Ordinal), new List<Memory>());
        Write(writing =>
        {
            foreach (var change in changes.Where(change => MemoryDoor.Refuses(change) is null))
            {
                if (before.TryGetValue(change.Id, out var seen) && !writing.Stands(seen)) continue;
                writing.Put(MemoryDoor.Tidy(change));
                taken.Add(change);
            }
            foreach (var memory in shown) writing.Organised(memory.Id, at);
            writing.Reach(reached);
        });
        return taken;
    }

    /// The next that no model has looked through, oldest first, and how far they go.
    /// <param name="newest">Where no model has ever looked, it begins this many before the newest.</param>
    public (IReadOnlyList<Memory> Memories, long UpTo) ToOrganise(int limit, int newest) => _reading.ToOrganise(limit, newest);

    /// The next without a vector of this model, oldest first, and how far they go; lessons that were put in other words come again.
    public (IReadOnlyList<Memory> Memories, long UpTo) ToEmbed(string model, int limit, int newest) => _reading.ToEmbed(model, limit, newest);

    public void KeepVectors(string model, IReadOnlyList<(string Id, float[] Vector)> vectors, Cursor reached)
    {
        using var statement = new Statement(_connection, "INSERT OR REPLACE INTO memory_vectors VALUES (@1,@2,@3)", 3);
        Write(writing =>
        {
            foreach (var (id, vector) in vectors) statement.Run(id, model, MemoryRow.Bytes(vector));
            writing.Reach(reached);
        }, statement);
    }

    public long Reached(string source) => _reading.Reached(source);

    public Memory? Find(string id) => _reading.Find(id);

    public IReadOnlyList<Memory> Newest(MemoryFilter filter, int limit) => _reading.Newest(filter, limit);

    public IReadOnlyList<WordMatch> Match(WordQuery words, MemoryFilter filter, int limit) => _reading.Match(words, filter, limit);

    public IReadOnlyList<Memory> MatchNewest(WordQuery words, MemoryFilter filter, int limit) => _reading.MatchNewest(words, filter, limit);

    public IReadOnlyList<PastSituation> Situations(string symbol, string regime, DateTime upTo, int limit) => _reading.Situations(symbol, regime, upTo, limit);

    public Memory? TradeOf(long decision, DateTime upTo) => _reading.TradeOf(decision, upTo);

    public IReadOnlyList<Memory> LinkingTo(string id, int limit) => _reading.LinkingTo(id, limit);

    public IReadOnlyDictionary<string, float[]> Vectors(IReadOnlyCollection<string> ids, string model) => _reading.Vectors(ids, model);

    /// Whether there is anything to compare with what this model makes of a text.
    public bool HasVectorsOf(string model) => _reading.HasVectorsOf(model);

    /// Everything that the filter takes, kind by kind, oldest first.
    public IEnumerable<Memory> All(MemoryFilter filter) => _reading.All(filter);

    /// Those that are near the beginning of an id, for whoever mistyped one.
    public IReadOnlyList<string> IdsFrom(string beginning, int limit) => _reading.IdsFrom(beginning, limit);

    public MemoryStats Stats() => _reading.Stats();

    public void KeepVectors(string model, IReadOnlyList<(string Id, float[] Vector)> vectors) => Each(
        "INSERT OR REPLACE INTO memory_vectors VALUES (@1,@2,@3)", vectors.Select(one => (object?[])[one.Id, model, MemoryRow.Bytes(one.Vector)]));

    /// The archive has let its notes up to one go: what only they had told may go, too.
    public void ForgetShown(long upTo) => Each("DELETE FROM memory_shown WHERE decision <= @1", [[upTo]]);

    /// Takes away what the rule lets go and the audit doesn't need.
    public Pruned Prune(PruneRule rule, CancellationToken cancel = default)
    {
        var plan = _reading.WhatGoes(rule);
        if (rule.IsTrial) return plan;
        foreach (var piece in plan.Gone.Chunk(MostAtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            Write(writing =>
            {
                foreach (var memory in piece) writing.Remove(memory.Id);
            });
        }
        return plan;
    }

    public void Dispose()
    {
        _writing?.Dispose();
        _reading.Dispose();
        _connection.Dispose();
    }

    private void Each(string sql, IEnumerable<object?[]> rows)
    {
        using var statement = new Statement(_connection, sql, sql.Count(letter => letter == '@'));
        Write(_ =>
        {
            foreach (var row in rows) statement.Run(row);
        }, statement);
    }

    private void Write(Action<MemoryWriting> work, Statement? also = null)
    {
        var writing = _writing ?? throw new InvalidOperationException("this store was opened to read");
        try
        {
            using var transaction = _connection.BeginTransaction();
            writing.Begin(transaction);
            also?.Within(transaction);
            work(writing);
            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _path);
        }
    }
}
