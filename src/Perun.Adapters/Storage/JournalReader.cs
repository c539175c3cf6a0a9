using System.Text;
using Microsoft.Data.Sqlite;
using Perun.Engine.Journal;
using Perun.Mind.Knowledge;

namespace Perun.Adapters.Storage;

/// Reads a journal: from a checkpoint on, block by block.
public sealed class JournalReader(SqliteConnection connection)
{
    public long LastPosition() => Ask("SELECT coalesce(max(position), 0) FROM journal") is long position ? position : 0;

    public byte[]? HashAt(long position) => Ask("SELECT hash FROM journal WHERE position = @1", position) as byte[];

    /// When the event at a position happened; null where there is none.
    public DateTime? TimeAt(long position) => Ask("SELECT at FROM journal WHERE position = @1", position) is long at ? new DateTime(at, DateTimeKind.Utc) : null;

    /// Checkpoints at or before a position, newest first. Left out are those that can't be read any more or don't belong to
    /// this journal: an older one serves as well, and so does none.
    public IEnumerable<Checkpoint> CheckpointsAtOrBefore(long position)
    {
        for (var before = position; ;)
        {
            if (Ask("SELECT max(position) FROM checkpoints WHERE position <= @1", before) is not long at) yield break;
            if (CheckpointText.Read(Ask("SELECT body FROM checkpoints WHERE position = @1", at) as string) is { } checkpoint
                && checkpoint.Position == at && HashAt(at) is { } hash && hash.AsSpan().SequenceEqual(checkpoint.Hash)) yield return checkpoint;
            before = at - 1;
        }
    }

    public byte[]? Kept(string name) => Ask("SELECT body FROM keep WHERE name = @1", name) as byte[];

    /// What became known since the whole of it was kept.
    public IReadOnlyList<KnowledgeChange> KnowledgeChanges()
    {
        // A file that an older Perun left is looked at as it is.
        if (Ask("SELECT 1 FROM sqlite_master WHERE name = 'knowledge_changes'") is null) return [];
        using var statement = new Statement(connection, "SELECT kind, id, body FROM knowledge_changes ORDER BY kind, id", 0);
        using var row = statement.Read();
        var changes = new List<KnowledgeChange>();
        while (statement.Next(row)) changes.Add(new KnowledgeChange(new ObjectKey((KnowledgeKind)row.GetInt32(0), row.GetString(1)), row.IsDBNull(2) ? null : (byte[])row[2]));
        return changes;
    }

    /// The first position at or after a moment, one past the last where there is none; times grow with positions.
    public long FirstPositionAt(DateTime moment)
    {
        var (low, high) = (1L, LastPosition() + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Ask("SELECT at FROM journal WHERE position = @1", middle) is long at && at < moment.Ticks) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// Blocks after a position, up to and including another; answers come with their event. Memory is good until the next block.
    public IEnumerable<JournalBlock> Blocks(long after, long upTo)
    {
        using var events = new Statement(connection, "SELECT position, at, name, subject, body, hash FROM journal WHERE position > @1 AND position <= @2 ORDER BY position", 2);
        using var answers = new Statement(connection, "SELECT position, name, command, subject, body FROM answers WHERE position > @1 AND position <= @2 ORDER BY position, ordinal", 2);
        using var eventRow = events.Read(after, upTo);
        using var answerRow = answers.Read(after, upTo);
        var hasAnswer = answers.Next(answerRow);
        while (events.Next(eventRow))
        {
            var position = eventRow.GetInt64(0);
            var list = new List<JournalAnswer>();
            while (hasAnswer && answerRow.GetInt64(0) == position)
            {
                list.Add(new JournalAnswer(answerRow.GetString(1), answerRow.GetInt64(2) != 0, Text(answerRow, 3), Encoding.UTF8.GetBytes(answerRow.GetString(4))));
                hasAnswer = answers.Next(answerRow);
            }
            yield return new JournalBlock
            {
                Position = position,
                At = new DateTime(eventRow.GetInt64(1), DateTimeKind.Utc),
                Name = eventRow.GetString(2),
                Subject = Text(eventRow, 3),
                Body = Encoding.UTF8.GetBytes(eventRow.GetString(4)),
                Answers = list,
                Hash = (byte[])eventRow[5],
            };
        }
    }

    /// The bodies of the newest bars, as far back from the last event as is asked for, oldest first.
    public IEnumerable<ReadOnlyMemory<byte>> NewestBars(TimeSpan back)
    {
        if (Ask("SELECT at FROM journal ORDER BY position DESC LIMIT 1") is not long last) yield break;
        foreach (var bar in BarsBetween(new DateTime(last, DateTimeKind.Utc) - back, DateTime.MaxValue)) yield return bar;
    }

    /// The bodies of the bars that came in a stretch of time, oldest first.
    public IEnumerable<ReadOnlyMemory<byte>> BarsBetween(DateTime from, DateTime to) => BarsUpTo(from, FirstPositionAt(to) - 1);

    /// The same up to and including a position: of one moment's bars some may be before it and some after.
    public IEnumerable<ReadOnlyMemory<byte>> BarsUpTo(DateTime from, long position)
    {
        using var bars = new Statement(connection, "SELECT body FROM journal WHERE name = 'bar' AND position >= @1 AND position <= @2 ORDER BY position", 2);
        using var row = bars.Read(FirstPositionAt(from), position);
        while (bars.Next(row)) yield return Encoding.UTF8.GetBytes(row.GetString(0));
    }

    private object? Ask(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(connection, sql, values.Length);
        return statement.Ask(values);
    }

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
