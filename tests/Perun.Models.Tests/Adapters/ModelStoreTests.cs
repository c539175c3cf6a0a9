using Microsoft.Data.Sqlite;
using Perun.Adapters.Storage;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;
using Perun.Mind.Models.Spend;

namespace Perun.Models.Tests.Adapters;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    private string Path => _home.File("perun.db");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_call_comes_back_as_it_was_kept_also_after_a_restart()
    {
        var call = new ModelCall(
            Given.Now, ModelTask.Chat, "main", "hash", "chat", "phash", "## system\nx", new ModelOutcome(OutcomeKind.Answered, "läuft 👍", null, Given.Now.AddHours(1)),
            new TokenUse(5, 6, 2, IsEstimated: true), 0.000012345m, TimeSpan.FromMilliseconds(321), CanBeReplayed: true);
        using (var store = new ModelStore(Path, Durability.None))
        {
            store.Keep(call);
            store.Keep(call with { Outcome = ModelOutcome.Answered("a later one") });
            store.Keep(call with { RequestHash = "failed", Outcome = ModelOutcome.Failed(OutcomeKind.Down, "down"), CostUsd = null, CanBeReplayed = false });
        }
        using var again = new ModelStore(Path, Durability.None);
        again.AnswerTo("hash").ShouldBe(call);
        again.AnswerTo("failed").ShouldBeNull();
        again.AnswerTo("other").ShouldBeNull();
        again.Newest(2).Select(kept => kept.Outcome.Kind).ShouldBe([OutcomeKind.Down, OutcomeKind.Answered]);
    }

    [Fact]
    public void What_was_asked_takes_little_room_and_comes_back_to_the_letter()
    {
        var lengthy = Call("a", string.Join('\n', Enumerable.Range(0, 150).Select(line => $"- [medium] AAPL läuft 👍 an hour after the open, for the {line}. time (Meridian Wire)")));
        using (var store = new ModelStore(Path, Durability.None)) store.Keep(lengthy);
        using (var store = new ModelStore(Path, Durability.None)) store.AnswerTo("a").ShouldBe(lengthy);
        Ask("SELECT length(CAST(request AS BLOB)) FROM model_calls").ShouldBeLessThan(System.Text.Encoding.UTF8.GetByteCount(lengthy.Request) / 5);
        Ask("SELECT length(CAST(answer AS BLOB)) FROM model_calls").ShouldBeLessThan(System.Text.Encoding.UTF8.GetByteCount(lengthy.Outcome.Text) / 5);
    }

    [Fact]
    public void What_was_stored_before_requests_were_packed_is_still_read()
    {
        var call = Call("old", new string('x', 3_000));
        using (var store = new ModelStore(Path, Durability.None)) store.Keep(call);
        using (var old = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            old.Open();
            SqliteFile.Run(old, $"UPDATE model_calls SET request = '{call.Request}', answer = '{call.Outcome.Text}'");
        }
        using var again = new ModelStore(Path, Durability.None);
        again.AnswerTo("old").ShouldBe(call);
    }

    [Fact]
    public void A_call_that_can_no_longer_be_read_is_asked_again_or_answered_by_the_next_of_its_like()
    {
        var call = Call("a", new string('x', 3_000));
        using (var store = new ModelStore(Path, Durability.None))
        {
            store.Keep(call);
            store.Keep(call with { At = call.At.AddHours(1) });
            store.Keep(call with { RequestHash = "b" });
        }
        using (var damage = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            damage.Open();
            SqliteFile.Run(damage, "UPDATE model_calls SET answer = substr(answer, 1, length(answer) - 1) WHERE id <> 2");
        }
        using var again = new ModelStore(Path, Durability.None);
        again.AnswerTo("a")!.At.ShouldBe(call.At.AddHours(1));
        again.AnswerTo("b").ShouldBeNull();
        again.Newest(9).Count.ShouldBe(1);
    }

    [Fact]
    public void A_day_is_still_spent_after_a_restart()
    {
        var clock = new RushingClock(TimeSpan.Zero);
        using (var store = new ModelStore(Path, Durability.None))
        {
            store.Load().ShouldBeNull();
            store.Save(new Spending(new DateOnly(2026, 3, 3), 1, 1, 1));
            var budget = new DailyBudget(null, 1, store, clock);
            budget.Settle(budget.Reserve(10, 0.9m).Aside!.Value, 10, 0.9m);
        }
        using var again = new ModelStore(Path, Durability.None);
        again.Load().ShouldBe(new Spending(new DateOnly(2026, 3, 4), 10, 0.9m, 0));
        new DailyBudget(null, 1, again, clock).Reserve(1, 0.2m).Aside.ShouldBeNull();
    }

    [Fact]
    public void A_file_of_the_first_version_keeps_what_it_has_and_gains_the_rest()
    {
        SqliteFile.Open(_home.File("other.db"), Durability.None).Dispose();
        using (var old = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            old.Open();
            SqliteFile.Run(old, Schema.Steps[0]);
            SqliteFile.Run(old, "INSERT INTO equity VALUES (7, '123.45'); PRAGMA user_version=1");
        }
        using (var store = new ModelStore(Path, Durability.None)) store.Save(new Spending(new DateOnly(2026, 3, 4), 1, 1, 0));
        using var connection = SqliteFile.OpenToRead(Path)!;
        Schema.VersionOf(connection, Path).ShouldBe(Schema.Version);
        using var facts = new FactReader(connection);
        facts.EquityCurve().ShouldBe([123.45m]);
    }

    [Fact]
    public void The_store_of_the_journal_and_this_one_share_a_file()
    {
        using var journal = new SqliteStore(Path, Durability.None);
        using var store = new ModelStore(Path, Durability.None);
        journal.NoteEquity(Given.Now, 1);
        journal.Commit();
        store.Save(new Spending(new DateOnly(2026, 3, 4), 1, 1, 0));
        journal.NoteEquity(Given.Now.AddDays(1), 2);
        journal.Commit();
        store.Load()!.Tokens.ShouldBe(1);
    }

    private static ModelCall Call(string hash, string said) => new(
        Given.Now, ModelTask.TradingAnalysis, "main", hash, "trading-analysis", "phash", $"## system\n{said}", ModelOutcome.Answered(said), new TokenUse(5, 6), 0.1m, TimeSpan.FromSeconds(2), CanBeReplayed: true);

    private long Ask(string sql)
    {
        using var connection = SqliteFile.OpenToRead(Path)!;
        using var ask = new Statement(connection, sql, 0);
        return (long)ask.Ask()!;
    }
}
