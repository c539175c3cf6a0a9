using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Models;
using Perun.Mind.Prompts;
using Perun.Minds;
using Perun.VenueServers.Models;

namespace Perun.Tests.Minds;

/// What was decided stays as it was written, or it is found out.
public sealed class ArchiveTests : IAsyncLifetime
{
    private MindSession _session = null!;

    public async ValueTask InitializeAsync()
    {
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), MindSession.Cancel);
        _session = new MindSession(seed: 2, "scripted", server.Address).Open();
        await _session.RunAsync(TimeSpan.FromHours(2));
        _session.Close();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void An_untouched_record_is_whole()
    {
        var report = _session.Audit();
        report.IsWhole.ShouldBeTrue();
        report.Links.ShouldBe(8);
        report.Rejudged.ShouldBe(8);
        report.Signals.ShouldBe(24);
    }

    [Theory]
    [InlineData("the note", "\"note\":\"# Context as of")]
    [InlineData("an item's score", "\"score\":")]
    [InlineData("the prompt", "\"system\":\"")]
    [InlineData("the prompt's hash", "\"promptHash\":\"")]
    [InlineData("the answer", "\"answer\":\"")]
    [InlineData("the decision", "\"verdict\":\"")]
    [InlineData("the decided action", "\"action\":")]
    [InlineData("a signal's position", "\"position\":")]
    [InlineData("the journal's hash", "\"journalHash\":\"")]
    public void One_flipped_letter_is_found(string what, string after)
    {
        for (var sequence = 1; sequence <= 8; sequence += 7)
        {
            var packed = (byte[])Ask($"SELECT kept FROM archive WHERE sequence = {sequence}")!;
            var kept = Links()[sequence - 1].Kept;
            var at = kept.IndexOf(after, StringComparison.Ordinal);
            at.ShouldBeGreaterThan(0, what);
            at += after.Length;
            Do("UPDATE archive SET kept = @1 WHERE sequence = @2", kept[..at] + (char)(kept[at] ^ 1) + kept[(at + 1)..], sequence);
            _session.Audit().Problems.ShouldHaveSingleItem(what).ShouldBe($"note {sequence} was changed after it was written");
            Do("UPDATE archive SET kept = @1 WHERE sequence = @2", packed, sequence);
        }
        _session.Audit().IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void One_flipped_bit_of_what_is_stored_is_found()
    {
        var packed = (byte[])Ask("SELECT kept FROM archive WHERE sequence = 5")!;
        var places = Enumerable.Range(0, 40).Select(i => i * (packed.Length - 1) / 39).Append(8);
        foreach (var at in places)
        {
            foreach (var bit in (int[])[0, 7])
            {
                var flipped = packed.ToArray();
                flipped[at] ^= (byte)(1 << bit);
                Do("UPDATE archive SET kept = @1 WHERE sequence = 5", flipped);
                Links()[4].Kept.ShouldBeEmpty($"byte {at}");
                if (at is 0 or 8 || at == packed.Length - 1) _session.Audit().Problems.ShouldHaveSingleItem().ShouldBe("note 5 was changed after it was written");
            }
        }
    }

    [Fact]
    public void What_was_stored_before_links_were_packed_is_still_read()
    {
        foreach (var link in Links().Take(4)) Do("UPDATE archive SET kept = @1 WHERE sequence = @2", link.Kept, link.Sequence);
        Ask("SELECT typeof(kept) FROM archive WHERE sequence = 4").ShouldBe("text");
        var report = _session.Audit();
        report.IsWhole.ShouldBeTrue();
        report.Rejudged.ShouldBe(8);
    }

    [Fact]
    public void A_link_takes_little_room()
    {
        var (stored, plain) = (Convert.ToInt64(Ask("SELECT sum(length(kept)) FROM archive")), Links().Sum(link => link.Kept.Length));
        (stored * 3).ShouldBeLessThan(plain);
    }

    [Theory]
    [InlineData("UPDATE archive SET decision = decision + 1 WHERE sequence = 3", "note 3 was changed")]
    [InlineData("UPDATE archive SET hash = upper(hash) WHERE sequence = 3", "note 3 was changed")]
    [InlineData("UPDATE archive SET before = hash WHERE sequence = 3", "note 3 does not follow")]
    [InlineData("DELETE FROM archive WHERE sequence = 3", "note 3 is missing")]
    [InlineData("DELETE FROM archive WHERE sequence = 1", "note 1 is missing")]
    [InlineData("DELETE FROM archive WHERE sequence = 8", "its end was cut off")]
    [InlineData("DELETE FROM archive", "its end was cut off")]
    [InlineData("UPDATE journal SET name = 'time' WHERE name = 'signal' AND position = (SELECT max(position) FROM journal WHERE name = 'signal')", "is its signal")]
    public void Other_tampering_is_found_too(string sql, string problem)
    {
        Do(sql);
        _session.Audit().Problems.ShouldContain(text => text.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_is_judged_again_and_differs_is_told_of()
    {
        // Somebody who writes the chain anew can't be found by its hashes; the answer still says something else than the verdict.
        var link = Links().Last();
        var kept = KeptDecision.FromJson(link.Kept)!;
        var forged = kept with { Decision = kept.Decision with { Entries = [.. kept.Decision.Entries.Select(entry => entry with { Action = Core.Signals.SignalAction.Buy })] } };
        DecisionReplay.Difference(kept).ShouldBeNull();
        DecisionReplay.Difference(forged).ShouldNotBeNull().ShouldContain("judged again");
    }

    [Fact]
    public void What_is_let_go_leaves_a_seal_and_the_chain_holds()
    {
        using var store = new SqliteStore(_session.StorePath, Durability.None);
        var room = new KnowledgeRoom(new(), [], LaneBook.Open(_session.Home, _ => { }), 1500, DateTime.UnixEpoch, _ => { }, []);
        var archivist = new DecisionArchivist(store, room, new PromptLibrary(new ShippedPrompts()), most: 20);
        for (var i = 0; i < 200; i++)
        {
            archivist.Keep(new DecisionRecord { AsOf = DateTime.UnixEpoch.AddMinutes(i), Asked = ["AAPL"], PromptName = "p", PromptHash = "h", Outcome = OutcomeKind.Down, Failure = "down", Entries = [] });
            archivist.Write([], new(), new byte[32]);
            store.Commit();
        }
        var report = _session.Audit();
        report.Problems.ShouldBeEmpty();
        report.Links.ShouldBeInRange(20, 24);
        report.Sealed.ShouldBeGreaterThan(180);
        Convert.ToInt64(Ask("SELECT count(*) FROM archive_signals")).ShouldBe(0, "what was let go is not pointed at");

        Do("DELETE FROM archive WHERE sequence = (SELECT min(sequence) FROM archive)");
        _session.Audit().Problems.ShouldHaveSingleItem().ShouldContain("no seal says");
    }

    private List<ArchiveLink> Links()
    {
        using var connection = SqliteFile.OpenToRead(_session.StorePath)!;
        return [.. new ArchiveReader(connection).Links()];
    }

    private object? Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Do(string sql, params object[] values)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i + 1}", values[i]);
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_session.StorePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
