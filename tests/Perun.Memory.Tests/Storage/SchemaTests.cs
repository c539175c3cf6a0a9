using Microsoft.Data.Sqlite;
using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Mind.Memories;

namespace Perun.Memories.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly Remembered _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void A_file_of_the_first_version_keeps_what_it_has_and_gets_memory()
    {
        _ = SqliteMemoryStore.OpenToRead(_here.StorePath);
        using (var old = new SqliteConnection($"Data Source={_here.StorePath};Pooling=False"))
        {
            old.Open();
            SqliteFile.Run(old, Schema.Steps[0]);
            SqliteFile.Run(old, "INSERT INTO keep VALUES ('before', x'01'); PRAGMA user_version=1");
        }
        SqliteMemoryStore.OpenToRead(_here.StorePath).ShouldBeNull();

        _here.Store.Add([Some.Signal(1)]);
        using var store = new SqliteStore(_here.StorePath, Durability.None);
        store.Reader().Kept("before").ShouldBe([1]);
        _here.Store.Find("signal-1").ShouldNotBeNull();
    }

    [Fact]
    public void An_old_file_becomes_what_a_new_one_is()
    {
        using var other = new Remembered();
        other.Store.Stats().Count.ShouldBe(0);
        _ = SqliteMemoryStore.OpenToRead(_here.StorePath);
        using (var old = new SqliteConnection($"Data Source={_here.StorePath};Pooling=False"))
        {
            old.Open();
            SqliteFile.Run(old, Schema.Steps[0]);
            SqliteFile.Run(old, "PRAGMA user_version=1");
        }
        _here.Store.Stats().Count.ShouldBe(0);
        Tables(_here.StorePath).ShouldBe(Tables(other.StorePath));
        Tables(other.StorePath).ShouldContain("memory_words");
    }

    [Fact]
    public void A_store_whose_index_was_dropped_is_a_sentence()
    {
        _here.Store.Add([Some.Signal(1)]);
        _here.Reopen();
        _here.Run("DROP TABLE memory_words");
        Should.Throw<StoreException>(() => _here.Store.Add([Some.Signal(2)])).Message.ShouldContain(_here.StorePath);
        _here.Store.Find("signal-2").ShouldBeNull();
    }

    private static string Tables(string path)
    {
        using var connection = SqliteFile.OpenToRead(path)!;
        using var ask = connection.CreateCommand();
        ask.CommandText = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)";
        return (string)ask.ExecuteScalar()!;
    }
}
