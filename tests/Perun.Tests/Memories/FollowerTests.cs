using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Tests.Trading;

namespace Perun.Tests.Memories;

/// Memory follows real journals of simulated days.
public sealed class FollowerTests
{
    private static readonly (string, string)[] Two = [("DEFAULT_SYMBOLS", "BTC/USD,ETH/USD"), ("PERUN_TIMEFRAME", "5m"), ("MIN_VOLUME", "0")];
    private readonly List<string> _told = [];

    [Fact]
    public async Task What_was_traded_is_remembered_linked_and_recalled()
    {
        using var session = new Session(seed: 3, Two);
        await session.DaysAsync(8);
        CatchUp(session);

        using var store = SqliteMemoryStore.OpenToRead(session.StorePath)!;
        var trades = session.Facts.Trades(1000, null);
        trades.Count.ShouldBeGreaterThan(10);
        Memory[] remembered = [.. store.All(new MemoryFilter(Kinds: [MemoryKind.Trade]))];
        remembered.Sum(trade => trade.Profit).ShouldBe(trades.Sum(trade => trade.Profit));
        remembered.Length.ShouldBe(trades.Count);
        foreach (var trade in remembered)
        {
            var entry = trade.Links.Single(link => link.Relation == "entry").To;
            entry.ShouldBe($"signal-{trade.Decision}");
            store.Find(entry).ShouldNotBeNull().Tags.ShouldContain("allowed");
        }
        store.All(new MemoryFilter(Kinds: [MemoryKind.Signal])).Count().ShouldBe(session.Facts.Decisions(1000, null).Count);
        store.All(new MemoryFilter(Kinds: [MemoryKind.Portfolio])).Count().ShouldBe(7);
        store.All(new MemoryFilter(Kinds: [MemoryKind.Market])).Count().ShouldBe(14);
        store.Find("summary-btc-usd-2026-w02").ShouldNotBeNull();
        _told.ShouldBeEmpty();

        var newest = remembered.MaxBy(trade => trade.At)!;
        var situation = store.Find($"signal-{newest.Decision}")!.Situation.ShouldNotBeNull();
        newest.Tags.ShouldContain(situation.Regime);
        var memory = new Recall(store).ForDecision(newest.Symbols[0], situation, session.Floor.Now);
        memory.Trades[0].Id.ShouldBe(newest.Id);
        memory.Similar[0].Distance.ShouldBe(0);
        memory.Similar[0].Trade!.Id.ShouldBe(newest.Id);
    }

    [Fact]
    public async Task However_often_it_is_stopped_it_remembers_the_same_and_nothing_twice()
    {
        using var once = new Session(seed: 3, Two);
        await once.DaysAsync(4);
        CatchUp(once);

        using var often = new Session(seed: 3, Two);
        for (var quarter = 0; quarter < 16; quarter++)
        {
            await often.RunAsync(TimeSpan.FromHours(6));
            CatchUp(often);
        }
        Digest(often).ShouldBe(Digest(once));
    }

    [Fact]
    public async Task Files_hold_what_the_database_holds_and_pruning_lets_go_of_both()
    {
        using var session = new Session(seed: 3, Two);
        await session.DaysAsync(6);
        var files = Path.Combine(session.Folder, "mem");
        CatchUp(session, new MemorySettings(files, null, null));
        string[] inFiles = [.. MemoryFolder.Files(files).SelectMany(file => MemoryFolder.Read(file).Memories).Select(memory => memory.Id).Order(StringComparer.Ordinal)];
        inFiles.ShouldBe(Ids(session));

        await session.DaysAsync(2);
        CatchUp(session, new MemorySettings(files, TimeSpan.FromDays(3), null));
        using var store = SqliteMemoryStore.OpenToRead(session.StorePath)!;
        store.All(new MemoryFilter(Kinds: [MemoryKind.Market])).Min(memory => memory.At).ShouldBeGreaterThanOrEqualTo(session.Floor.Now.Date.AddDays(-3));
        MemoryFolder.Files(files).SelectMany(file => MemoryFolder.Read(file).Memories).Select(memory => memory.Id).Order(StringComparer.Ordinal).ShouldBe(Ids(session));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_told_of_and_the_database_has_it_all()
    {
        using var session = new Session(seed: 3, Two);
        await session.DaysAsync(1);
        var blocked = Path.Combine(session.Folder, "blocked");
        await File.WriteAllTextAsync(blocked, "a file in the way", TestContext.Current.CancellationToken);
        CatchUp(session, new MemorySettings(blocked, null, null));
        _told.ShouldHaveSingleItem().ShouldContain("MEMDIR_PATH");
        Ids(session).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_no_journal_is_remembered_from_the_inbox_once()
    {
        using var session = new Session(seed: 3, Two);
        await session.RunAsync(TimeSpan.FromMinutes(5));
        var inbox = new MemoryInbox();
        for (var i = 0; i < 2; i++) inbox.Put(MemoryInbox.Noted(MemoryKind.Error, session.Floor.Now, "rules gave no answer: tired", 0.6, "analyst"));
        using (var follower = Follower(session, null)) follower.Take(inbox);
        using var store = SqliteMemoryStore.OpenToRead(session.StorePath)!;
        store.Match(WordQuery.From("tired")!, new MemoryFilter(), 10).Count.ShouldBe(1);
    }

    [Fact]
    public void A_full_inbox_lets_the_oldest_of_the_least_important_go_and_counts()
    {
        var inbox = new MemoryInbox(most: 3);
        foreach (var (kind, minute) in ((MemoryKind, int)[])[(MemoryKind.Error, 1), (MemoryKind.Log, 2), (MemoryKind.Log, 3), (MemoryKind.Conversation, 4), (MemoryKind.Conversation, 5), (MemoryKind.Log, 6)])
            inbox.Put(MemoryInbox.Noted(kind, new DateTime(2026, 1, 5, 0, minute, 0, DateTimeKind.Utc), $"at {minute}", 0.5));
        inbox.Dropped.ShouldBe(3);
        inbox.Take().Select(memory => memory.Text).ShouldBe(["at 1", "at 4", "at 5"]);
        inbox.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failing_store_is_told_of_once_and_trading_goes_on()
    {
        using var session = new Session(seed: 3, Two);
        var missing = Path.Combine(session.Folder, "gone", "perun.db");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var heard = new TaskCompletionSource();
        var keeper = new MemoryKeeper(missing, new MemorySettings(null, null, null), [], new MemoryInbox(), TimeProvider.System, told =>
        {
            _told.Add(told);
            heard.TrySetResult();
        }).RunAsync(stop.Token);
        await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
        await session.RunAsync(TimeSpan.FromMinutes(5));
        await stop.CancelAsync();
        await keeper;
        _told.ShouldHaveSingleItem().ShouldContain("trading goes on");
    }

    private void CatchUp(Session session, MemorySettings? settings = null)
    {
        using var follower = Follower(session, settings);
        follower.CatchUp(TestContext.Current.CancellationToken);
        follower.WriteFiles();
    }

    private JournalFollower Follower(Session session, MemorySettings? settings)
    {
        IReadOnlyList<Instrument> listed = [.. session.Floor.State.Universe.Instruments];
        return new JournalFollower(session.StorePath, settings ?? new MemorySettings(null, null, null), listed, _told.Add);
    }

    private static string[] Ids(Session session)
    {
        using var store = SqliteMemoryStore.OpenToRead(session.StorePath)!;
        return [.. store.All(new MemoryFilter()).Select(memory => memory.Id).Order(StringComparer.Ordinal)];
    }

    private static string Digest(Session session)
    {
        using var store = SqliteMemoryStore.OpenToRead(session.StorePath)!;
        return string.Join('\n', store.All(new MemoryFilter()).OrderBy(memory => memory.Id, StringComparer.Ordinal)
            .Select(memory => $"{memory.Id} {memory.Hash()} {string.Join(' ', memory.Tags)} {memory.Importance} {string.Join(' ', memory.Links)}"));
    }
}
