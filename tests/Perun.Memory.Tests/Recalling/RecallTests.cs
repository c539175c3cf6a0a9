using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Memories.Tests.Recalling;

public sealed class RecallTests : IDisposable
{
    private static readonly DateTime Now = Some.Monday.AddDays(60);
    private readonly Remembered _here = new();

    public void Dispose() => _here.Dispose();

    private Recall Recall => new(_here.Store);

    [Fact]
    public void Of_equal_words_the_newer_and_of_equal_age_the_more_important_comes_first()
    {
        _here.Store.Add(
        [
            Some.Of(MemoryKind.Error, 1, "feed broke", at: Some.Monday), Some.Of(MemoryKind.Error, 2, "feed broke", at: Now.AddDays(-1)),
            Some.Of(MemoryKind.Error, 3, "feed broke", at: Some.Monday, importance: 1), Some.Of(MemoryKind.Error, 4, "nothing like it", at: Now, importance: 1),
        ]);
        Search("feed broke").ShouldBe(["error-2", "error-3", "error-1"]);
    }

    [Fact]
    public void Ties_fall_by_time_and_then_by_id_whatever_the_order_of_adding()
    {
        Memory[] alike = [.. Enumerable.Range(1, 40).Select(number => Some.Of(MemoryKind.Log, number, "the very same", at: Some.Monday))];
        _here.Store.Add([.. alike.Reverse()]);
        Search("very same", 40).ShouldBe(alike.Select(memory => memory.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_younger_than_the_moment_is_recalled()
    {
        _here.Store.Add([Some.Signal(1, situation: Some.Situation(0.5f)), Some.Trade(2, 1, 5, at: Now.AddTicks(1)), Some.Lesson(3, "buy later", "AAPL", Now.AddTicks(1)), Some.Signal(4, at: Now.AddDays(1), situation: Some.Situation(0.5f))]);
        Search("buy").ShouldBe(["signal-1"]);
        var decision = Recall.ForDecision("AAPL", Some.Situation(0.5f), Now, WordQuery.From("buy later closed")! with { IsAny = true });
        decision.Ids.ShouldBe(["signal-1"]);
        decision.Similar.Single().Trade.ShouldBeNull();
    }

    [Fact]
    public void A_decision_is_given_the_last_five_of_its_symbol_and_what_similar_ones_came_to()
    {
        for (var i = 1; i <= 20; i++)
        {
            _here.Store.Add([Some.Signal(i * 10, situation: Some.Situation(i / 20f)), Some.Signal(i * 10 + 1, "MSFT", Some.Situation(0.5f, "MSFT"))]);
            _here.Store.Add([Some.Trade(i * 10 + 2, i * 10, i - 10)]);
        }
        _here.Store.Add([Some.Signal(500, situation: Some.Situation(0.5f, regime: "falling-wild"))]);
        var memory = Recall.ForDecision("AAPL", Some.Situation(0.5f), Now);

        memory.Trades.Select(trade => trade.Id).ShouldBe(["trade-202", "trade-192", "trade-182", "trade-172", "trade-162"]);
        memory.Signals.Select(signal => signal.Id).ShouldBe(["signal-500", "signal-200", "signal-190", "signal-180", "signal-170"]);
        memory.Similar.Select(past => past.Signal.Id).ShouldBe(["signal-100", "signal-110", "signal-90"]);
        memory.Similar.Select(past => past.Trade?.Profit).ShouldBe([0m, 1m, -1m]);
        memory.Similar[0].Distance.ShouldBe(0);
        memory.Ids.Count.ShouldBe(memory.Ids.Distinct().Count());
    }

    [Fact]
    public void Lessons_of_the_symbol_and_regime_come_before_general_ones_and_retired_ones_never()
    {
        _here.Store.Add(
        [
            Some.Lesson(1, "general"), Some.Lesson(2, "of another", "MSFT"), Some.Lesson(3, "of this", "AAPL"), Some.Lesson(4, "of this now", "AAPL", null, "rising-calm"),
            Some.Lesson(5, "no longer", "AAPL", null, MemoryTags.Retired),
        ]);
        Recall.ForDecision("AAPL", Some.Situation(0.5f), Now).Lessons.Select(lesson => lesson.Memory.Id).ShouldBe(["lesson-4", "lesson-3", "lesson-1"]);
    }

    [Fact]
    public void Related_memories_have_the_words_and_are_not_told_twice()
    {
        _here.Store.Add([Some.Signal(1), Some.Of(MemoryKind.Analysis, 2, "tariffs hurt margins"), Some.Of(MemoryKind.Analysis, 3, "tariffs elsewhere", "MSFT"), Some.Of(MemoryKind.Analysis, 4, "nothing")]);
        Recall.ForDecision("AAPL", null, Now, WordQuery.From("tariffs buy")! with { IsAny = true }).Related.Select(memory => memory.Id).ShouldBe(["analysis-2"]);
    }

    [Fact]
    public void Meaning_mends_the_order_of_words_where_there_are_vectors()
    {
        _here.Store.Add([Some.Of(MemoryKind.Analysis, 1, "rates rise", at: Some.Monday), Some.Of(MemoryKind.Analysis, 2, "rates rise", at: Some.Monday)]);
        _here.Store.KeepVectors("m", [("analysis-2", [1, 0]), ("analysis-1", [0, 1])]);
        Search(new Meaning("m", [1, 0])).ShouldBe(["analysis-2", "analysis-1"]);
        Search(new Meaning("m", [0, 1])).ShouldBe(["analysis-1", "analysis-2"]);
        // Another model's vectors, none at all, or ones of another length leave the words' order.
        Search(new Meaning("other", [1, 0])).ShouldBe(["analysis-1", "analysis-2"]);
        Search((Meaning?)null).ShouldBe(["analysis-1", "analysis-2"]);
        Search(new Meaning("m", [1])).ShouldBe(["analysis-1", "analysis-2"]);
    }

    [Fact]
    public void What_means_the_same_in_other_words_is_found_too()
    {
        _here.Store.Add([Some.Of(MemoryKind.Analysis, 1, "the central bank tightens"), Some.Of(MemoryKind.Analysis, 2, "a cat sat on a mat")]);
        _here.Store.KeepVectors("m", [("analysis-1", [1, 0.1f]), ("analysis-2", [0, 1])]);
        Search(new Meaning("m", [1, 0])).ShouldBe(["analysis-1"]);
        Search((Meaning?)null).ShouldBeEmpty();
        var words = WordQuery.From("rates")! with { IsAny = true };
        Recall.ForDecision("AAPL", null, Now, words, meaning: new Meaning("m", [1, 0])).Related.Select(memory => memory.Id).ShouldBe(["analysis-1"]);
        Recall.ForDecision("AAPL", null, Now, words).Related.ShouldBeEmpty();
    }

    [Fact]
    public void Holding_again_and_again_hides_nothing_that_means_the_same()
    {
        _here.Store.Add([Some.Of(MemoryKind.Analysis, 1, "the central bank tightens", at: Some.Monday)]);
        _here.Store.KeepVectors("m", [("analysis-1", [1, 0])]);
        _here.Store.Add([.. Enumerable.Range(10, 300).Select(number => Some.Of(MemoryKind.Signal, number, "hold AAPL", at: Some.Monday.AddMinutes(number)))]);
        var words = WordQuery.From("rates")! with { IsAny = true };
        Recall.ForDecision("AAPL", null, Now, words, meaning: new Meaning("m", [1, 0])).Related.Select(memory => memory.Id).ShouldBe(["analysis-1"]);
        Search(new Meaning("m", [1, 0])).ShouldBe(["analysis-1"]);
    }

    private List<string> Search(Meaning? meaning) =>
        [.. Recall.Search(WordQuery.From("rates")!, new MemoryFilter(), Now, 10, meaning).Select(one => one.Memory.Id)];

    private IEnumerable<string> Search(string words, int limit = 10) => Recall.Search(WordQuery.From(words)!, new MemoryFilter(), Now, limit).Select(one => one.Memory.Id);
}
