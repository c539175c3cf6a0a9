using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// The tables, and how an older file becomes a current one.
internal static class Schema
{
    /// What each version added to the one before. A step that was released is never changed: the next thing is a new step.
    internal static readonly string[] Steps = [First, Models];

    public static readonly int Version = Steps.Length;

    private const string First = """
        CREATE TABLE journal (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL, subject TEXT, body TEXT NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE answers (position INTEGER NOT NULL, ordinal INTEGER NOT NULL, name TEXT NOT NULL, command INTEGER NOT NULL, subject TEXT, body TEXT NOT NULL, PRIMARY KEY (position, ordinal)) WITHOUT ROWID;
        CREATE INDEX journal_subject ON journal (subject) WHERE subject IS NOT NULL;
        CREATE INDEX answers_subject ON answers (subject) WHERE subject IS NOT NULL;
        CREATE TABLE checkpoints (position INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL);
        CREATE TABLE keep (name TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, symbol TEXT NOT NULL, action TEXT NOT NULL, by TEXT NOT NULL, confidence REAL, rationale TEXT NOT NULL,
            verdict TEXT NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL, quantity TEXT NOT NULL, price TEXT NOT NULL, stop TEXT, target TEXT, order_id TEXT, outcome TEXT);
        CREATE INDEX decisions_symbol ON decisions (symbol, id);
        CREATE TABLE orders (
            id TEXT PRIMARY KEY, symbol TEXT NOT NULL, side TEXT NOT NULL, type TEXT NOT NULL, purpose TEXT NOT NULL, decision INTEGER NOT NULL, status TEXT NOT NULL,
            is_over INTEGER NOT NULL, quantity TEXT NOT NULL, filled TEXT NOT NULL, average TEXT NOT NULL, limit_price TEXT NOT NULL, stop_price TEXT NOT NULL, text TEXT,
            intended_at INTEGER NOT NULL, changed_at INTEGER NOT NULL);
        CREATE INDEX orders_decision ON orders (decision);
        CREATE INDEX orders_changed ON orders (changed_at);
        CREATE TABLE trades (
            id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, side TEXT NOT NULL, decision INTEGER NOT NULL, opened INTEGER NOT NULL, closed INTEGER NOT NULL, quantity TEXT NOT NULL,
            entry TEXT NOT NULL, exit TEXT NOT NULL, fees TEXT NOT NULL, profit TEXT NOT NULL, reason TEXT NOT NULL, worst TEXT NOT NULL, best TEXT NOT NULL);
        CREATE INDEX trades_decision ON trades (decision);
        CREATE TABLE alerts (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, symbol TEXT, text TEXT NOT NULL);
        CREATE TABLE equity (at INTEGER PRIMARY KEY, equity TEXT NOT NULL);
        """;

    private const string Models = """
        CREATE TABLE model_calls (
            id INTEGER PRIMARY KEY, at INTEGER NOT NULL, task TEXT NOT NULL, model TEXT NOT NULL, request_hash TEXT NOT NULL, prompt TEXT NOT NULL, prompt_hash TEXT NOT NULL,
            request TEXT NOT NULL, outcome TEXT NOT NULL, answer TEXT NOT NULL, why TEXT, until INTEGER, input INTEGER NOT NULL, output INTEGER NOT NULL, cached INTEGER NOT NULL,
            estimated INTEGER NOT NULL, cost TEXT, latency INTEGER NOT NULL, replayable INTEGER NOT NULL);
        CREATE INDEX model_calls_request ON model_calls (request_hash) WHERE replayable = 1;
        CREATE INDEX model_calls_at ON model_calls (at);
        CREATE TABLE model_spending (day INTEGER PRIMARY KEY, tokens INTEGER NOT NULL, usd TEXT NOT NULL, unpriced INTEGER NOT NULL);
        """;

    public static void Bring(SqliteConnection connection, string path)
    {
        if (VersionOf(connection, path) == Version) return;
        using var transaction = connection.BeginTransaction();
        // Asked again: another connection may have been quicker.
        for (var done = VersionOf(connection, path); done < Version; done++) SqliteFile.Run(connection, Steps[done]);
        SqliteFile.Run(connection, $"PRAGMA user_version={Version}");
        transaction.Commit();
    }

    /// Zero for a file that has nothing yet.
    public static int VersionOf(SqliteConnection connection, string path)
    {
        using var ask = connection.CreateCommand();
        ask.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(ask.ExecuteScalar());
        return version <= Version
            ? version
            : throw new StoreException($"{path} was written by a newer Perun (format {version}, this one knows {Version}): update Perun, or use another data folder.");
    }
}
