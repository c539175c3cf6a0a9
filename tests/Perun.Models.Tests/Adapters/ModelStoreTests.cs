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
}
