using Microsoft.Data.Sqlite;

namespace Perun.Adapters.Storage;

/// The tables, and how an older file becomes a current one.
internal static class Schema
{
    /// What each version added to the one before. A step that was released is never changed: the next thing is a new step.
    internal static readonly string[] Steps = [First, Models, Memories, Archive, Minds];

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

    /// Words are indexed beside the table that holds them; triggers keep both the same, whoever changes a row.
    private const string Memories = """
        CREATE TABLE memories (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, at INTEGER NOT NULL, symbols TEXT NOT NULL, text TEXT NOT NULL, tags TEXT NOT NULL,
            importance REAL NOT NULL, source TEXT NOT NULL, position INTEGER, decision INTEGER, profit TEXT, body TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE INDEX memories_kind ON memories (kind, at);
        CREATE INDEX memories_decision ON memories (decision, kind) WHERE decision IS NOT NULL;
        CREATE TABLE memory_symbols (symbol TEXT NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (symbol, kind, at, number)) WITHOUT ROWID;
        CREATE TABLE memory_links (from_id TEXT NOT NULL, relation TEXT NOT NULL, to_id TEXT NOT NULL, PRIMARY KEY (from_id, relation, to_id)) WITHOUT ROWID;
        CREATE INDEX memory_links_to ON memory_links (to_id);
        CREATE TABLE memory_situations (id TEXT PRIMARY KEY, symbol TEXT NOT NULL, regime TEXT NOT NULL, at INTEGER NOT NULL, readings BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX memory_situations_regime ON memory_situations (symbol, regime, at, id, readings);
        CREATE TABLE memory_vectors (id TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (id, model)) WITHOUT ROWID;
        CREATE TABLE memory_shown (id TEXT NOT NULL, decision INTEGER NOT NULL, PRIMARY KEY (id, decision)) WITHOUT ROWID;
        CREATE TABLE memory_cursors (upon TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE memory_words USING fts5 (text, tags, symbols, content='memories', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
        CREATE TRIGGER memories_added AFTER INSERT ON memories BEGIN
            INSERT INTO memory_words (rowid, text, tags, symbols) VALUES (new.number, new.text, new.tags, new.symbols);
        END;
        CREATE TRIGGER memories_removed AFTER DELETE ON memories BEGIN
            INSERT INTO memory_words (memory_words, rowid, text, tags, symbols) VALUES ('delete', old.number, old.text, old.tags, old.symbols);
        END;
        CREATE TRIGGER memories_changed AFTER UPDATE ON memories BEGIN
            INSERT INTO memory_words (memory_words, rowid, text, tags, symbols) VALUES ('delete', old.number, old.text, old.tags, old.symbols);
            INSERT INTO memory_words (rowid, text, tags, symbols) VALUES (new.number, new.text, new.tags, new.symbols);
        END;
        """;

    /// Notes and decisions as a chain; which signals of the journal came of which link.
    private const string Archive = """
        CREATE TABLE archive (sequence INTEGER PRIMARY KEY, decision INTEGER, kept TEXT NOT NULL, before TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE TABLE archive_signals (position INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        CREATE INDEX archive_signals_sequence ON archive_signals (sequence);
        """;

    /// What became known since the last checkpoint, each object as it is now and without a body once it is gone; what a model has looked
    /// through; and the way back from a decision to what it was shown.
    private const string Minds = """
        CREATE TABLE knowledge_changes (kind INTEGER NOT NULL, id TEXT NOT NULL, body BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID;
        CREATE TABLE memory_organised (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX memory_shown_decision ON memory_shown (decision);
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
