using Microsoft.Data.Sqlite;
using Perun.Mind.Knowledge.Archive;

namespace Perun.Adapters.Storage;

/// Reads the chain of notes and decisions. Safe to use beside the writer, for one thread at a time.
public sealed class ArchiveReader(SqliteConnection connection)
{
    private const string Columns = "sequence, decision, kept, before, hash";

    /// A file that an older version wrote, and no newer one has opened since, may have none.
    public static bool IsIn(SqliteConnection connection)
    {
        using var ask = new Statement(connection, "SELECT 1 FROM sqlite_master WHERE name = 'archive'", 0);
        return ask.Ask() is not null;
    }

    public ArchiveLink? Last() => Ask($"SELECT {Columns} FROM archive ORDER BY sequence DESC LIMIT 1").FirstOrDefault();

    /// What the signal at a journal position came of.
    public ArchiveLink? Of(long position) =>
        Ask($"SELECT {Columns} FROM archive WHERE sequence = (SELECT sequence FROM archive_signals WHERE position = @1)", position).FirstOrDefault();

    /// The link that a signal came of; zero where it came of none.
    public long SequenceOf(long position) => Number("SELECT coalesce((SELECT sequence FROM archive_signals WHERE position = @1), 0)", position);

    /// All there is, in order, one at a time.
    public IEnumerable<ArchiveLink> Links() => LinksAfter(0);

    public IEnumerable<ArchiveLink> LinksAfter(long sequence) => Ask($"SELECT {Columns} FROM archive WHERE sequence > @1 ORDER BY sequence", sequence);

    public long Count() => Number("SELECT count(*) FROM archive");

    /// The sequence of the oldest link beyond so many newest ones; zero where there are no more.
    public long Beyond(long newest) => Number("SELECT coalesce((SELECT sequence FROM archive ORDER BY sequence DESC LIMIT 1 OFFSET @1), 0)", newest);

    public ArchiveLink? At(long sequence) => Ask($"SELECT {Columns} FROM archive WHERE sequence = @1", sequence).FirstOrDefault();

    private IEnumerable<ArchiveLink> Ask(string sql, params object?[] values)
    {
        using var statement = new Statement(connection, sql, values.Length);
        using var row = statement.Read(values);
        while (statement.Next(row))
            yield return new ArchiveLink(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), Text(row[2]), row.GetString(3), row.GetString(4));
    }

    /// What can't be read any more is empty, which no link ever was: the chain breaks there, and is told to.
    private static string Text(object stored) => PackedText.Read(stored) ?? "";

    private long Number(string sql, params object?[] values)
    {
        using var statement = new Statement(connection, sql, values.Length);
        return statement.Ask(values) is long number ? number : 0;
    }
}
