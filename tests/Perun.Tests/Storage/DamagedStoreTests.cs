using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Commands.Checks;
using Perun.Daemon;
using Perun.Tests.Trading;

namespace Perun.Tests.Storage;

public sealed class DamagedStoreTests
{
    [Fact]
    public async Task What_was_not_committed_is_gone_and_the_rest_is_there()
    {
        using var session = new Session(seed: 1, ("DEFAULT_SYMBOLS", "BTC/USD"));
        await session.RunAsync(TimeSpan.FromMinutes(5));
        var (position, hash) = (session.Floor.Position, session.Floor.Hash.ToArray());
        session.Store.Append(new Perun.Engine.Journal.JournalBlock { Position = position + 1, At = session.Floor.Now, Name = "time", Body = "{}"u8.ToArray(), Answers = [], Hash = hash });
        session.Close(checkpoint: false);

        using var connection = SqliteFile.OpenToRead(session.StorePath)!;
        var journal = new JournalReader(connection);
        journal.LastPosition().ShouldBe(position);
        journal.HashAt(position).ShouldBe(hash);
    }

    [Theory]
    [InlineData("UPDATE journal SET body = replace(body, '\"c\":', '\"c\":1') WHERE position = 30", "30")]
    [InlineData("UPDATE journal SET body = '{' WHERE position = 30", "30")]
    [InlineData("UPDATE journal SET at = at + 1 WHERE position = 30", "30")]
    [InlineData("UPDATE journal SET name = 'noise' WHERE position = 30", "30")]
    [InlineData("DELETE FROM journal WHERE position = 30", "30")]
    public async Task A_changed_row_is_found_and_nothing_is_traded(string change, string position)
    {
        using var session = new Session(seed: 1, ("DEFAULT_SYMBOLS", "BTC/USD"));
        await session.RunAsync(TimeSpan.FromMinutes(60));
        session.Close(checkpoint: false);
        Change(session.StorePath, change);

        Should.Throw<StoreException>(session.Open).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("can't be trusted"), message => message.ShouldContain($"position {position}"), message => message.ShouldContain("restore a backup"));
        session.Close(checkpoint: false);
        StoreChecks.Journal(session.Settings).State.ShouldBe(CheckState.Broken);
    }

    [Theory]
    [InlineData("UPDATE checkpoints SET body = 'perun-checkpoint-0 x' || char(10) || '{}'")]
    [InlineData("UPDATE checkpoints SET body = replace(body, '1', '2')")]
    [InlineData("UPDATE checkpoints SET body = ''")]
    public async Task A_checkpoint_that_does_not_load_costs_nothing(string change)
    {
        using var session = new Session(seed: 1, ("DEFAULT_SYMBOLS", "BTC/USD"));
        await session.RunAsync(TimeSpan.FromHours(3));
        session.Close(checkpoint: true);
        Change(session.StorePath, change);
        session.Open();

        session.Books.ShouldBe(session.VenueBooks);
        session.Store.Reader().CheckpointsAtOrBefore(long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_newest_twenty_checkpoints_are_kept()
    {
        using var session = new Session(seed: 1, ("DEFAULT_SYMBOLS", "BTC/USD"));
        for (var i = 0; i < 25; i++)
        {
            await session.RunAsync(TimeSpan.FromMinutes(1));
            session.Floor.Checkpoint();
        }

        var kept = session.Store.Reader().CheckpointsAtOrBefore(long.MaxValue).Select(checkpoint => checkpoint.Position).ToList();
        kept.Count.ShouldBe(20);
        kept[0].ShouldBe(session.Floor.Position);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("perun.db", new string('x', 5000));

        var message = Should.Throw<StoreException>(() => new SqliteStore(path, Durability.Full)).Message;
        message.ShouldContain(path);
        message.ShouldContain("Restore a backup, or move the file away");
        File.ReadAllText(path).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_truncated_file_is_named_damaged()
    {
        using var session = new Session(seed: 1, ("DEFAULT_SYMBOLS", "BTC/USD"));
        await session.RunAsync(TimeSpan.FromHours(5));
        session.Close();
        using (var file = File.OpenWrite(session.StorePath)) file.SetLength(file.Length / 2 / 4096 * 4096);

        Should.Throw<StoreException>(session.Open).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain(session.StorePath), message => message.ShouldContain("is damaged"));
        session.Close(checkpoint: false);
        StoreChecks.Journal(session.Settings).State.ShouldBe(CheckState.Broken);
    }

    [Fact]
    public void A_newer_format_is_refused_by_writer_and_reader()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("perun.db");
        new SqliteStore(path, Durability.Full).Dispose();
        Change(path, "PRAGMA user_version = 99");

        Should.Throw<StoreException>(() => new SqliteStore(path, Durability.Full)).Message.ShouldContain("written by a newer Perun (format 99");
        Should.Throw<StoreException>(() => SqliteFile.OpenToRead(path)).Message.ShouldContain("update Perun");
    }

    [Fact]
    public void A_full_disk_is_a_sentence_and_what_was_committed_stays()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("perun.db");
        using (var store = new SqliteStore(path, Durability.Full, mostPages: 60))
        {
            store.Keep("before", [1]);
            store.Commit();
            var message = Should.Throw<StoreException>(() =>
            {
                for (var i = 0; i < 100; i++)
                {
                    store.Keep($"fill {i}", new byte[10_000]);
                    store.Commit();
                }
            }).Message;
            message.ShouldContain($"The disk that holds {path} is full: free some space");
        }
        using var again = new SqliteStore(path, Durability.Full);
        again.Reader().Kept("before").ShouldBe([1]);
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
