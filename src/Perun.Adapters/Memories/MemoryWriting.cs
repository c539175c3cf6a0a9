using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// Puts memories into their tables, and takes them out. Runs inside a transaction that somebody else began.
internal sealed class MemoryWriting : IDisposable
{
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _known;
    private readonly Statement _next;
    private readonly Statement _symbol;
    private readonly Statement _link;
    private readonly Statement _situation;
    private readonly Statement _unsymbol;
    private readonly Statement _unlink;
    private readonly Statement _unsituate;
    private readonly Statement _remove;
    private readonly Statement _unvector;
    private readonly Statement _unshow;
    private readonly Statement _reach;
    private readonly Statement _show;
    private readonly Statement _organise;
    private readonly Statement _unorganise;
    private readonly Statement[] _all;
    private long _number;

    public MemoryWriting(SqliteConnection connection)
    {
        _insert = new Statement(connection, "INSERT OR IGNORE INTO memories VALUES (@1,@2,@3,@4,@5,@6,@7,@8,@9,@10,@11,@12,@13,@14)", 14);
        _update = new Statement(connection, """
            UPDATE memories SET kind=@3, at=@4, symbols=@5, text=@6, tags=@7, importance=@8, source=@9, position=@10, decision=@11, profit=@12, body=@13, hash=@14 WHERE number=@1 AND id=@2
            """, 14);
        _known = new Statement(connection, """
            SELECT number, kind, at, symbols, tags, importance, hash, (SELECT group_concat(relation || ' ' || to_id, ',') FROM memory_links WHERE from_id = @1) FROM memories WHERE id = @1
            """, 1);
        _next = new Statement(connection, "SELECT coalesce(max(number), 0) FROM memories", 0);
        _symbol = new Statement(connection, "INSERT INTO memory_symbols VALUES (@1,@2,@3,@4)", 4);
        _link = new Statement(connection, "INSERT OR IGNORE INTO memory_links VALUES (@1,@2,@3)", 3);
        _situation = new Statement(connection, "INSERT OR REPLACE INTO memory_situations VALUES (@1,@2,@3,@4,@5)", 5);
        _unsymbol = new Statement(connection, "DELETE FROM memory_symbols WHERE symbol=@1 AND kind=@2 AND at=@3 AND number=@4", 4);
        _unlink = new Statement(connection, "DELETE FROM memory_links WHERE from_id=@1", 1);
        _unsituate = new Statement(connection, "DELETE FROM memory_situations WHERE id=@1", 1);
        _remove = new Statement(connection, "DELETE FROM memories WHERE number=@1", 1);
        _unvector = new Statement(connection, "DELETE FROM memory_vectors WHERE id=@1", 1);
        _unshow = new Statement(connection, "DELETE FROM memory_shown WHERE id=@1", 1);
        _reach = new Statement(connection, "INSERT OR REPLACE INTO memory_cursors VALUES (@1,@2)", 2);
        _show = new Statement(connection, "INSERT OR IGNORE INTO memory_shown VALUES (@1,@2)", 2);
        _organise = new Statement(connection, "INSERT OR REPLACE INTO memory_organised VALUES (@1,@2)", 2);
        _unorganise = new Statement(connection, "DELETE FROM memory_organised WHERE id=@1", 1);
        _all = [_insert, _update, _known, _next, _symbol, _link, _situation, _unsymbol, _unlink, _unsituate, _remove, _unvector, _unshow, _reach, _show, _organise, _unorganise];
    }

    /// The transaction has the only right to write, so that numbers can be given out here.
    public void Begin(SqliteTransaction transaction)
    {
        foreach (var statement in _all) statement.Within(transaction);
        _number = (long)_next.Ask()!;
    }

    public Taken Put(Memory memory)
    {
        var hash = memory.Hash();
        if (Run(_insert, _number + 1, memory, hash) > 0)
        {
            _number++;
            Attach(memory, _number);
            return new Taken(1, 0, 0);
        }
        var known = Known(memory.Id)!.Value;
        if (known.Hash == hash && known.Tags == MemoryRow.Words(memory.Tags) && known.Importance == memory.Importance && known.HasLinks(memory.Links)) return new Taken(0, 0, 1);
        Detach(memory.Id, known);
        // It says something else now than what its vector was made of.
        if (known.Hash != hash) _unvector.Run(memory.Id);
        Run(_update, known.Number, memory, hash);
        Attach(memory, known.Number);
        return new Taken(0, 1, 0);
    }

    public void Remove(string id)
    {
        if (Known(id) is not { } known) return;
        Detach(id, known);
        _unvector.Run(id);
        _unshow.Run(id);
        _unorganise.Run(id);
        _remove.Run(known.Number);
    }

    /// Whether it still stands as it was when somebody looked at it.
    public bool Stands(Memory memory) =>
        Known(memory.Id) is { } known && known.Hash == memory.Hash() && known.Tags == MemoryRow.Words(memory.Tags) && known.Importance == memory.Importance && known.HasLinks(memory.Links);

    public void Organised(string id, DateTime at) => _organise.Run(id, at.Ticks);

    public void Shown(string id, long note) => _show.Run(id, note);

    public void Reach(Cursor cursor) => _reach.Run(cursor.Upon, cursor.Position);

    public void Dispose()
    {
        foreach (var statement in _all) statement.Dispose();
    }

    private static int Run(Statement statement, long number, Memory memory, string hash) => statement.Run(
        number, memory.Id, (int)memory.Kind, memory.At.Ticks, MemoryRow.Words(memory.Symbols), memory.Text, MemoryRow.Words(memory.Tags), memory.Importance, memory.Source,
        memory.Position, memory.Decision, memory.Profit?.ToString(), memory.Body, hash);

    private void Attach(Memory memory, long number)
    {
        foreach (var symbol in memory.Symbols.Distinct(StringComparer.Ordinal)) _symbol.Run(symbol, (int)memory.Kind, memory.At.Ticks, number);
        foreach (var link in memory.Links) _link.Run(memory.Id, link.Relation, link.To);
        if (memory.Situation is { } stood) _situation.Run(memory.Id, stood.Symbol, stood.Regime, memory.At.Ticks, MemoryRow.Bytes([.. stood.Readings]));
    }

    private void Detach(string id, KnownRow known)
    {
        foreach (var symbol in MemoryRow.Words(known.Symbols).Distinct(StringComparer.Ordinal)) _unsymbol.Run(symbol, known.Kind, known.At, known.Number);
        _unlink.Run(id);
        _unsituate.Run(id);
    }

    private KnownRow? Known(string id)
    {
        using var row = _known.Read(id);
        return _known.Next(row)
            ? new KnownRow(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetString(3), row.GetString(4), row.GetDouble(5), row.GetString(6), row.IsDBNull(7) ? "" : row.GetString(7))
            : null;
    }

    private readonly record struct KnownRow(long Number, int Kind, long At, string Symbols, string Tags, double Importance, string Hash, string Links)
    {
        public bool HasLinks(IReadOnlyList<MemoryLink> links) =>
            MemoryRowLinks(links).SetEquals(Links.Length == 0 ? [] : Links.Split(','));

        private static HashSet<string> MemoryRowLinks(IReadOnlyList<MemoryLink> links) => [.. links.Select(link => $"{link.Relation} {link.To}")];
    }
}
