using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Mind.Memories.Situations;

namespace Perun.Adapters.Memories;

/// Asks the tables of memories. What a decision asks for goes along an index and stops at its limit, so that it costs the same
/// however many there are.
internal sealed class MemoryReading(SqliteConnection connection) : IDisposable
{
    /// What is looked at in vain before a rare filter gives up.
    private const int MostLookedAt = 20_000;
    private const int MostListed = 20;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public static bool HasTables(SqliteConnection connection)
    {
        using var ask = new Statement(connection, "SELECT 1 FROM sqlite_master WHERE name = 'memories'", 0);
        return ask.Ask() is not null;
    }

    public long Reached(string upon) => Ask("SELECT position FROM memory_cursors WHERE upon = @1", 1).Ask(upon) is long position ? position : 0;

    public Memory? Find(string id) => Whole(Rows($"SELECT {MemoryRow.Columns} FROM memories m WHERE id = @1", MemoryRow.Read, id)).FirstOrDefault();

    public IReadOnlyList<Memory> Newest(MemoryFilter filter, int limit)
    {
        var kinds = filter.Kinds.Count > 0 ? filter.Kinds : MemoryKinds.All;
        var (from, upTo) = Range(filter);
        var most = filter.Tag is null ? limit : MostLookedAt;
        var found = new List<Memory>();
        foreach (var kind in kinds)
        {
            var rows = filter.Symbol is { } symbol
                ? Rows($"SELECT {MemoryRow.Columns} FROM memory_symbols s JOIN memories m ON m.number = s.number WHERE s.symbol = @5 AND s.kind = @1 AND s.at BETWEEN @2 AND @3 ORDER BY s.at DESC, s.number DESC LIMIT @4",
                    MemoryRow.Read, (int)kind, from, upTo, most, symbol)
                : Rows($"SELECT {MemoryRow.Columns} FROM memories m WHERE m.kind = @1 AND m.at BETWEEN @2 AND @3 ORDER BY m.at DESC, m.number DESC LIMIT @4",
                    MemoryRow.Read, (int)kind, from, upTo, most);
            found.AddRange(rows.Where(filter.Takes).Take(limit));
        }
        return Whole([.. found.OrderByDescending(memory => memory.At).ThenByDescending(memory => memory.Position ?? 0).ThenBy(memory => memory.Id, StringComparer.Ordinal).Take(limit)]);
    }

    public IReadOnlyList<WordMatch> Match(WordQuery words, MemoryFilter filter, int limit)
    {
        var (from, upTo) = Range(filter);
        // A tag or a symbol weighs more than a word somewhere in the text.
        var rows = Rows($"""
            SELECT {MemoryRow.Columns}, -bm25(memory_words, 1.0, 2.0, 2.0) FROM memory_words w JOIN memories m ON m.number = w.rowid
            WHERE memory_words MATCH @1 AND m.at BETWEEN @2 AND @3{KindsOf(filter)} ORDER BY 14 DESC, m.at DESC, m.id LIMIT @4
            """, row => (Memory: MemoryRow.Read(row), Relevance: row.GetDouble(13)), WordSyntax.Of(words, filter), from, upTo, limit);
        var whole = Whole([.. rows.Select(row => row.Memory)]);
        return [.. rows.Select((row, i) => new WordMatch(whole[i], Math.Max(row.Relevance, 1e-9)))];
    }

    public IReadOnlyList<Memory> MatchNewest(WordQuery words, MemoryFilter filter, int limit)
    {
        var rows = Rows($"SELECT {MemoryRow.Columns} FROM memory_words w CROSS JOIN memories m ON m.number = w.rowid WHERE memory_words MATCH @1 ORDER BY w.rowid DESC LIMIT @2",
            MemoryRow.Read, WordSyntax.Of(words, filter), limit * 4);
        return Whole([.. rows.Where(filter.Takes).OrderByDescending(memory => memory.At).ThenBy(memory => memory.Id, StringComparer.Ordinal).Take(limit)]);
    }

    public IReadOnlyList<PastSituation> Situations(string symbol, string regime, DateTime upTo, int limit) => Rows(
        "SELECT id, at, readings FROM memory_situations WHERE symbol = @1 AND regime = @2 AND at <= @3 ORDER BY at DESC, id LIMIT @4",
        row => new PastSituation(row.GetString(0), new DateTime(row.GetInt64(1), DateTimeKind.Utc), MemoryRow.Floats((byte[])row[2])), symbol, regime, upTo.Ticks, limit);

    /// The signs keep kind and time from being thought the better way in: there are few rows of one decision.
    public Memory? TradeOf(long decision, DateTime upTo) => Whole(Rows(
        $"SELECT {MemoryRow.Columns} FROM memories m WHERE m.decision = @1 AND +m.kind = @2 AND +m.at <= @3 ORDER BY +m.at LIMIT 1",
        MemoryRow.Read, decision, (int)MemoryKind.Trade, upTo.Ticks)).FirstOrDefault();

    public IReadOnlyList<Memory> LinkingTo(string id, int limit) => Whole(Rows(
        $"SELECT {MemoryRow.Columns} FROM memory_links l JOIN memories m ON m.id = l.from_id WHERE l.to_id = @1 ORDER BY m.at DESC, m.id LIMIT @2", MemoryRow.Read, id, limit));

    public Dictionary<string, float[]> Vectors(IReadOnlyCollection<string> ids, string model)
    {
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var id in ids)
            if (Ask("SELECT vector FROM memory_vectors WHERE id = @1 AND model = @2", 2).Ask(id, model) is byte[] vector) found[id] = MemoryRow.Floats(vector);
        return found;
    }

    public bool HasVectorsOf(string model) => Ask("SELECT 1 FROM memory_vectors WHERE model = @1 LIMIT 1", 1).Ask(model) is not null;

    public IEnumerable<Memory> All(MemoryFilter filter)
    {
        const int piece = 1_000;
        var (from, upTo) = Range(filter);
        foreach (var kind in filter.Kinds.Count > 0 ? filter.Kinds : MemoryKinds.All)
        {
            // The next piece is found by where the last one ended, along the index: nothing is held open between two.
            var (at, number) = (from, 0L);
            while (true)
            {
                var rows = Rows($"SELECT {MemoryRow.Columns} FROM memories m WHERE m.kind = @1 AND m.at >= @2 AND (m.at, m.number) > (@2, @3) AND m.at <= @4 ORDER BY m.at, m.number LIMIT @5",
                    row => (Number: row.GetInt64(0), Memory: MemoryRow.Read(row)), (int)kind, at, number, upTo, piece);
                foreach (var memory in Whole([.. rows.Select(row => row.Memory).Where(filter.Takes)])) yield return memory;
                if (rows.Count < piece) break;
                (at, number) = (rows[^1].Memory.At.Ticks, rows[^1].Number);
            }
        }
    }

    public (IReadOnlyList<Memory> Memories, long UpTo) ToOrganise(int limit, int newest)
    {
        var from = ReachedOr(MemoryCursors.Organised, newest);
        return Found(from, Rows($"SELECT {MemoryRow.Columns} FROM memories m WHERE m.number > @1 AND {WorthOrganising} ORDER BY m.number LIMIT @2", Numbered, from, limit));
    }

    public (IReadOnlyList<Memory> Memories, long UpTo) ToEmbed(string model, int limit, int newest)
    {
        var from = ReachedOr(MemoryCursors.Embedded(model), newest);
        var found = Found(from, Rows($"SELECT {MemoryRow.Columns} FROM memories m WHERE m.number > @1 AND {WorthEmbedding} ORDER BY m.number LIMIT @2", Numbered, from, limit));
        if (found.Memories.Count == limit) return found;
        var again = Rows($"""
            SELECT {MemoryRow.Columns} FROM memories m WHERE m.number <= @1 AND m.kind = {(int)MemoryKind.Lesson}
            AND NOT EXISTS (SELECT 1 FROM memory_vectors v WHERE v.id = m.id AND v.model = @2) ORDER BY m.number DESC LIMIT @3
            """, MemoryRow.Read, from, model, limit - found.Memories.Count);
        return ([.. found.Memories, .. again], found.UpTo);
    }

    public IReadOnlyList<string> IdsFrom(string beginning, int limit) =>
        Rows("SELECT id FROM memories WHERE id >= @1 AND id < @1 || '~' ORDER BY id LIMIT @2", row => row.GetString(0), beginning, limit);

    public MemoryStats Stats()
    {
        var kinds = Rows("SELECT kind, count(*) FROM memories GROUP BY kind ORDER BY 2 DESC, 1", row => ((MemoryKind)row.GetInt32(0), row.GetInt64(1)));
        var range = Rows("SELECT min(at), max(at) FROM memories", row => row.IsDBNull(0) ? ((DateTime?)null, (DateTime?)null)
            : (new DateTime(row.GetInt64(0), DateTimeKind.Utc), new DateTime(row.GetInt64(1), DateTimeKind.Utc)))[0];
        var symbols = Rows("SELECT symbol, count(*) FROM memory_symbols GROUP BY symbol ORDER BY 2 DESC, 1 LIMIT @1", row => (row.GetString(0), row.GetInt64(1)), MostListed);
        var held = Rows($"{MemoryPruning.Needed} SELECT count(*) FROM memories WHERE id IN (SELECT id FROM needed)", row => row.GetInt64(0))[0];
        var organised = Rows("SELECT count(*) FROM memory_organised", row => row.GetInt64(0))[0];
        var embedded = Rows("SELECT model, count(*) FROM memory_vectors GROUP BY model ORDER BY 2 DESC, 1", row => (row.GetString(0), row.GetInt64(1)));
        return new MemoryStats(kinds.Sum(kind => kind.Item2), range.Item1, range.Item2, held, organised, embedded, kinds, symbols);
    }

    public Pruned WhatGoes(PruneRule rule) => MemoryPruning.Plan(rule, (sql, values) => Rows(sql, row => new PrunedMemory(row.GetString(0), (MemoryKind)row.GetInt32(1), new DateTime(row.GetInt64(2), DateTimeKind.Utc)), values),
        (sql, values) => Rows(sql, row => row.GetInt64(0), values)[0]);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
    }

    /// What is said again and again (a signal to hold, a day's prices) and what is made of others is not worth a model's time.
    private static readonly string WorthOrganising =
        $"m.importance >= 0.25 AND m.kind IN ({(int)MemoryKind.Trade}, {(int)MemoryKind.Signal}, {(int)MemoryKind.Analysis}, {(int)MemoryKind.Error}, {(int)MemoryKind.Conversation})";

    private static readonly string WorthEmbedding = $"m.importance >= 0.25 AND m.kind NOT IN ({(int)MemoryKind.Market}, {(int)MemoryKind.Log})";

    private long ReachedOr(string cursor, int newest) => Ask("SELECT position FROM memory_cursors WHERE upon = @1", 1).Ask(cursor) is long position
        ? position
        : Math.Max(0, Rows("SELECT coalesce(max(number), 0) FROM memories", row => row.GetInt64(0))[0] - newest);

    private static (long Number, Memory Memory) Numbered(SqliteDataReader row) => (row.GetInt64(0), MemoryRow.Read(row));

    private (IReadOnlyList<Memory> Memories, long UpTo) Found(long from, List<(long Number, Memory Memory)> rows) =>
        (Whole([.. rows.Select(row => row.Memory)]), rows.Count > 0 ? rows[^1].Number : from);

    private static (long From, long UpTo) Range(MemoryFilter filter) => (filter.From?.Ticks ?? 0, filter.UpTo?.Ticks ?? long.MaxValue);

    /// Numbers of an enumeration: nothing that anybody typed.
    private static string KindsOf(MemoryFilter filter) => filter.Kinds.Count == 0 ? "" : $" AND m.kind IN ({string.Join(',', filter.Kinds.Select(kind => (int)kind))})";

    /// With their links and situations.
    private List<Memory> Whole(List<Memory> memories)
    {
        for (var i = 0; i < memories.Count; i++)
        {
            var links = Rows("SELECT relation, to_id FROM memory_links WHERE from_id = @1", row => new MemoryLink(row.GetString(0), row.GetString(1)), memories[i].Id);
            var situation = Rows("SELECT symbol, regime, readings FROM memory_situations WHERE id = @1",
                row => new Situation(row.GetString(0), row.GetString(1), MemoryRow.Floats((byte[])row[2])), memories[i].Id).FirstOrDefault();
            if (links.Count > 0 || situation is not null) memories[i] = memories[i] with { Links = links, Situation = situation };
        }
        return memories;
    }

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read, params object?[] values)
    {
        var statement = Ask(sql, values.Length);
        using var row = statement.Read(values);
        var list = new List<T>();
        while (statement.Next(row)) list.Add(read(row));
        return list;
    }

    private Statement Ask(string sql, int parameters)
    {
        if (!_statements.TryGetValue(sql, out var statement)) _statements[sql] = statement = new Statement(connection, sql, parameters);
        return statement;
    }
}
