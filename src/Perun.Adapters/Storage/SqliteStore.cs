using System.Text;
using Microsoft.Data.Sqlite;
using Perun.Core.Instruments;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;

namespace Perun.Adapters.Storage;

/// The journal and what is derived from it, in one SQLite file and one transaction at a time. Used by one thread.
public sealed class SqliteStore : IJournal, IDisposable
{
    private const int MostCheckpoints = 20;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Statement _insertBlock;
    private readonly Statement _insertAnswer;
    private readonly Statement _insertCheckpoint;
    private readonly Statement _pruneCheckpoints;
    private readonly Statement _keep;
    private readonly FactWriter _facts;
    private readonly ArchiveWriter _archive;
    private readonly Statement _change;
    private readonly Statement _settle;
    private SqliteTransaction? _transaction;

    /// <param name="mostPages">How far the file may grow; as far as the disk allows when not given.</param>
    public SqliteStore(string path, Durability durability, int? mostPages = null)
    {
        _path = path;
        _connection = SqliteFile.Open(path, durability);
        if (mostPages is { } pages) SqliteFile.Run(_connection, $"PRAGMA max_page_count={pages}");
        _insertBlock = new Statement(_connection, "INSERT INTO journal VALUES (@1, @2, @3, @4, @5, @6)", 6);
        _insertAnswer = new Statement(_connection, "INSERT INTO answers VALUES (@1, @2, @3, @4, @5, @6)", 6);
        _insertCheckpoint = new Statement(_connection, "INSERT OR REPLACE INTO checkpoints VALUES (@1, @2, @3)", 3);
        _pruneCheckpoints = new Statement(_connection, "DELETE FROM checkpoints WHERE position NOT IN (SELECT position FROM checkpoints ORDER BY position DESC LIMIT @1)", 1);
        _keep = new Statement(_connection, "INSERT OR REPLACE INTO keep VALUES (@1, @2)", 2);
        _facts = new FactWriter(_connection);
        _archive = new ArchiveWriter(_connection);
        _change = new Statement(_connection, "INSERT OR REPLACE INTO knowledge_changes VALUES (@1, @2, @3)", 3);
        _settle = new Statement(_connection, "DELETE FROM knowledge_changes", 0);
    }

    public void Append(in JournalBlock block)
    {
        Begin();
        _insertBlock.Run(block.Position, block.At.Ticks, block.Name, block.Subject, Text(block.Body), block.Hash.ToArray());
        for (var i = 0; i < block.Answers.Count; i++)
        {
            var answer = block.Answers[i];
            _insertAnswer.Run(block.Position, i + 1, answer.Name, answer.IsCommand ? 1 : 0, answer.Subject, Text(answer.Body));
        }
    }

    /// Takes a notice into the tables that page and commands read; within the same transaction as its journal block.
    public void Note(in Stamp stamp, Notice notice, IEngineEvent? cause, Universe universe)
    {
        Begin();
        _facts.Note(stamp, notice, cause, universe);
    }

    public void NoteEquity(DateTime at, decimal equity)
    {
        Begin();
        _facts.Equity(at, equity);
    }

    /// The next link of the chain of notes and decisions, and the journal positions of the signals that came of it.
    public void Archive(ArchiveLink link, IEnumerable<long> signals)
    {
        Begin();
        _archive.Keep(link, signals);
    }

    /// Lets the oldest links go, up to and including one; a seal must stand in the chain before.
    public void LetGo(ArchiveSeal oldest)
    {
        Begin();
        _archive.LetGo(oldest.UpTo);
    }

    /// Something kept whole under a name, with the next commit: the simulated venue's books, a cursor.
    public void Keep(string name, ReadOnlySpan<byte> body)
    {
        Begin();
        _keep.Run(name, body.ToArray());
    }

    /// What became known or was forgotten, with the next commit.
    public void Note(IReadOnlyList<KnowledgeChange> changes)
    {
        if (changes.Count == 0) return;
        Begin();
        foreach (var (key, body) in changes) _change.Run((int)key.Kind, key.Id, body);
    }

    /// The whole of what is known, in the place of all changes to it so far.
    public void KeepKnowledge(string name, ReadOnlySpan<byte> whole)
    {
        Keep(name, whole);
        _settle.Run();
    }

    public void Commit()
    {
        if (_transaction is null) return;
        try
        {
            _transaction.Commit();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _path);
        }
        finally
        {
            _transaction.Dispose();
            _transaction = null;
            Within(null);
        }
    }

    /// Keeps the newest checkpoints only: each is a whole state, and one that loads is enough.
    public void Save(Checkpoint checkpoint)
    {
        Begin();
        _insertCheckpoint.Run(checkpoint.Position, checkpoint.At.Ticks, CheckpointText.Write(checkpoint));
        _pruneCheckpoints.Run(MostCheckpoints);
        Commit();
    }

    public JournalReader Reader() => new(_connection);

    /// Facts through the writer's own connection; gone with it.
    public FactReader Facts() => new(_connection);

    public ArchiveReader ArchiveReader() => new(_connection);

    public void Dispose()
    {
        _transaction?.Dispose();
        foreach (var statement in (IDisposable[])[_insertBlock, _insertAnswer, _insertCheckpoint, _pruneCheckpoints, _keep, _facts, _archive, _change, _settle]) statement.Dispose();
        _connection.Dispose();
    }

    private void Begin()
    {
        if (_transaction is not null) return;
        try
        {
            _transaction = _connection.BeginTransaction();
        }
        catch (SqliteException failure)
        {
            throw StoreException.From(failure, _path);
        }
        Within(_transaction);
    }

    private void Within(SqliteTransaction? transaction)
    {
        _insertBlock.Within(transaction);
        _insertAnswer.Within(transaction);
        _insertCheckpoint.Within(transaction);
        _pruneCheckpoints.Within(transaction);
        _keep.Within(transaction);
        _facts.Within(transaction);
        _archive.Within(transaction);
        _change.Within(transaction);
        _settle.Within(transaction);
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
