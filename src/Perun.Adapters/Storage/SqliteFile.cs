using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Perun.Adapters.Storage;

/// How sure a commit is.
public enum Durability
{
    /// On the disk before a commit returns, whatever happens to power and process.
    Full,

    /// For what can be made again from a seed.
    None,
}

/// One SQLite database file: opened carefully, checked, and brought to the current schema.
public static class SqliteFile
{
    private static readonly Lock Gate = new();
    private static bool _isReady;

    public static SqliteConnection Open(string path, Durability durability)
    {
        Prepare();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        try
        {
            connection.Open();
            KeepPrivate(path);
            var sync = durability == Durability.Full ? "FULL" : "OFF";
            Run(connection, $"PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous={sync}; PRAGMA cache_size=-16000; PRAGMA foreign_keys=OFF;");
            Schema.Bring(connection, path);
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw StoreException.From(failure, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// For asking beside a running writer; null where there is no such file, or nothing in it yet.
    public static SqliteConnection? OpenToRead(string path)
    {
        if (!File.Exists(path)) return null;
        Prepare();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout=5000; PRAGMA cache_size=-8000;");
            if (Schema.VersionOf(connection, path) > 0) return connection;
            connection.Dispose();
            return null;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw StoreException.From(failure, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// What the file says of its own pages; null when all is well.
    public static string? Damage(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var answer = command.ExecuteScalar() as string;
            return string.Equals(answer, "ok", StringComparison.Ordinal) ? null : answer;
        }
        catch (SqliteException failure)
        {
            return failure.Message;
        }
    }

    /// What was traded and why is nobody else's business.
    private static void KeepPrivate(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    internal static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// The system's SQLite where there is one: newer than the one in the package.
    private static void Prepare()
    {
        lock (Gate)
        {
            if (_isReady) return;
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, assembly, search) =>
                name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", assembly, search, out var handle) ? handle : 0);
            Batteries_V2.Init();
            _isReady = true;
        }
    }
}
