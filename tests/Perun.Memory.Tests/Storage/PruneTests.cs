using Perun.Adapters.Memories;
using Perun.Mind.Memories;

namespace Perun.Memories.Tests.Storage;

public sealed class PruneTests : IDisposable
{
    private static readonly DateTime Now = Some.Monday.AddDays(100);
    private readonly Remembered _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void Age_lets_go_what_is_older_and_leaves_no_trace_in_any_table()
    {
        _here.Store.Add([Some.Signal(1, situation: Some.Situation(0.1f)), Some.Trade(2, 1, 5), Some.Signal(3, at: Now)]);
        _here.Store.KeepVectors("model", [("signal-1", [1, 2])]);

        var pruned = Prune(older: 30);
        pruned.Gone.Select(memory => memory.Id).ShouldBe(["signal-1", "trade-2"]);
        pruned.Left.ShouldBe(1);
        _here.Store.Stats().Count.ShouldBe(1);
        _here.Store.Vectors(["signal-1"], "model").ShouldBeEmpty();
        _here.Store.Situations("AAPL", "rising-calm", Now, 10).ShouldBeEmpty();
        _here.Store.LinkingTo("signal-1", 10).ShouldBeEmpty();
        _here.Run("INSERT INTO memory_words (memory_words, rank) VALUES ('integrity-check', 1)");
        Prune(older: 30).Gone.ShouldBeEmpty();
    }

    [Fact]
    public void What_the_audit_needs_stays_and_so_does_what_it_rests_on()
    {
        _here.Store.Add(
        [
            Some.Signal(1), Some.Trade(2, 1, 5), Some.Lesson(3, "from two", "AAPL") with { Links = [new MemoryLink("source", "trade-2")] },
            Some.Lesson(4, "no longer", "AAPL", null, MemoryTags.Retired), Some.Of(MemoryKind.Error, 5, tags: MemoryTags.Keep), Some.Of(MemoryKind.Error, 6, tags: "keepsake"),
            Some.Of(MemoryKind.Analysis, 7), Some.Signal(8), Some.Signal(9), Some.Signal(10), Some.Of(MemoryKind.Log, 11, "keep"),
        ]);
        _here.Store.Add([], null, [("analysis-7", 99)]);
        // 8 is a position still open, 9 an order that works, 10 a round trip that is over.
        const string Order = "INSERT INTO orders VALUES ('{0}.0','AAPL','Buy','Market','Entry',{0},'x',{1},'1','{2}','1','0','0',NULL,1,1);";
        _here.Run(string.Format(Order, 8, 1, "1") + string.Format(Order, 9, 0, "0") + string.Format(Order, 10, 1, "1")
            + "INSERT INTO trades VALUES (NULL,'AAPL','Buy',10,1,2,'1','1','1','0','0','Stop','0','0')");

        _here.Store.Stats().Protected.ShouldBe(7);
        var pruned = Prune(most: 1);
        pruned.Gone.Select(memory => memory.Id).Order(StringComparer.Ordinal).ShouldBe(["error-6", "lesson-4", "log-11", "signal-10"]);
        pruned.Left.ShouldBe(7);
        pruned.Kept.ShouldBe(6);
        foreach (var id in (string[])["signal-1", "trade-2", "lesson-3", "error-5", "analysis-7", "signal-8", "signal-9"]) _here.Store.Find(id).ShouldNotBeNull(id);
    }

    [Fact]
    public void What_a_note_told_stays_until_the_archive_lets_the_note_go()
    {
        _here.Store.Add([Some.Of(MemoryKind.Log, 1), Some.Of(MemoryKind.Log, 2), Some.Of(MemoryKind.Log, 3)], new Cursor(MemoryCursors.Archive, 8), [("log-1", 7), ("log-2", 7), ("log-2", 8)]);
        Prune(older: 30).Gone.Select(memory => memory.Id).ShouldBe(["log-3"]);
        _here.Store.Reached(MemoryCursors.Archive).ShouldBe(8);
        _here.Store.ForgetShown(7);
        Prune(older: 30).Gone.Select(memory => memory.Id).ShouldBe(["log-1"]);
        _here.Store.ForgetShown(8);
        Prune(older: 30).Gone.Select(memory => memory.Id).ShouldBe(["log-2"]);
    }

    [Fact]
    public void A_count_lets_the_old_and_unimportant_go_first()
    {
        _here.Store.Add([Some.Of(MemoryKind.Log, 1, importance: 0.9), Some.Of(MemoryKind.Log, 2, importance: 0.1), Some.Of(MemoryKind.Log, 3, importance: 0.1, at: Now), Some.Of(MemoryKind.Log, 4, importance: 0.2)]);
        Prune(most: 2).Gone.Select(memory => memory.Id).ShouldBe(["log-2", "log-4"]);
        _here.Store.Stats().Count.ShouldBe(2);
    }

    [Fact]
    public void A_trial_changes_nothing_and_summaries_outlast_what_they_sum_up()
    {
        _here.Store.Add([Some.Signal(1), Some.Of(MemoryKind.Summary, 2)]);
        _here.Store.Prune(new PruneRule(Now, Now.AddDays(-30), IsTrial: true)).Gone.Count.ShouldBe(1);
        _here.Store.Stats().Count.ShouldBe(2);
        Prune(older: 30).Gone.Select(memory => memory.Id).ShouldBe(["signal-1"]);
    }

    [Fact]
    public void Age_and_count_together_let_nothing_go_twice()
    {
        _here.Store.Add([.. Enumerable.Range(1, 1_200).Select(number => Some.Of(MemoryKind.Log, number, at: number <= 600 ? null : Now.AddMinutes(number)))]);
        var pruned = _here.Store.Prune(new PruneRule(Now.AddDays(1), Now.AddDays(-30), 100));
        pruned.Gone.Count.ShouldBe(1_100);
        pruned.Gone.Select(memory => memory.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(1_100);
        _here.Store.Stats().Count.ShouldBe(100);
    }

    private Pruned Prune(int? older = null, long? most = null) => _here.Store.Prune(new PruneRule(Now, older is { } days ? Now.AddDays(-days) : null, most));
}
