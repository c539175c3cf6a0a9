using Microsoft.Data.Sqlite;
using Perun.Mind.Knowledge.Archive;

namespace Perun.Adapters.Storage;

/// Writes the chain of notes and decisions.
internal sealed class ArchiveWriter : IDisposable
{
    private readonly Statement _link;
    private readonly Statement _signal;
    private readonly Statement _letGo;
    private readonly Statement _forget;

    public ArchiveWriter(SqliteConnection connection)
    {
        _link = new Statement(connection, "INSERT INTO archive VALUES (@1, @2, @3, @4, @5)", 5);
        _signal = new Statement(connection, "INSERT OR REPLACE INTO archive_signals VALUES (@1, @2)", 2);
        _letGo = new Statement(connection, "DELETE FROM archive WHERE sequence <= @1", 1);
        _forget = new Statement(connection, "DELETE FROM archive_signals WHERE sequence <= @1", 1);
    }

    public void Keep(ArchiveLink link, IEnumerable<long> signals)
    {
        _link.Run(link.Sequence, link.Decision, PackedText.Pack(link.Kept), link.Before, link.Hash);
        foreach (var position in signals) _signal.Run(position, link.Sequence);
    }

    public void LetGo(long upTo)
    {
        _letGo.Run(upTo);
        _forget.Run(upTo);
    }

    public void Within(SqliteTransaction? transaction)
    {
        foreach (var statement in (Statement[])[_link, _signal, _letGo, _forget]) statement.Within(transaction);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_link, _signal, _letGo, _forget]) statement.Dispose();
    }
}
