using Perun.Adapters.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Memories.Tests.Storage;

public sealed class StoreTests : IDisposable
{
    private readonly Remembered _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void What_was_added_is_found_whole_after_a_restart()
    {
        var memory = Some.Trade(7, 3, -12.340m) with { Situation = Some.Situation(0.25f), Body = """{ "why": "gap – größer\u0027", "n": 1.50 }""", Importance = 0.625 };
        _here.Store.Add([memory], new Cursor("journal", 7));
        _here.Reopen();

        var found = _here.Store.Find("trade-7")!;
        found.Hash().ShouldBe(MemoryDoor.Tidy(memory).Hash());
        found.Links.ShouldBe(memory.Links);
        found.Tags.ShouldBe(memory.Tags);
        found.Profit.ShouldBe(-12.340m);
        found.Situation.ShouldBe(memory.Situation);
        found.Importance.ShouldBe(0.625);
        _here.Store.Reached("journal").ShouldBe(7);
    }

    [Fact]
    public void The_same_again_changes_nothing_and_another_text_replaces_it_in_the_index_too()
    {
        var lesson = Some.Lesson(1, "gaps fill by noon", "AAPL");
        _here.Store.Add([lesson]).ShouldBe(new Taken(1, 0, 0));
        _here.Store.Add([lesson]).ShouldBe(new Taken(0, 0, 1));
        _here.Store.Add([lesson with { Text = "openings lie", Symbols = ["MSFT"] }]).ShouldBe(new Taken(0, 1, 0));

        Found("gaps").ShouldBeEmpty();
        Found("openings").ShouldBe(["lesson-1"]);
        _here.Store.Newest(new MemoryFilter("AAPL"), 10).ShouldBeEmpty();
        _here.Store.Newest(new MemoryFilter("MSFT"), 10).Count.ShouldBe(1);
        _here.Store.Add([lesson with { Text = "openings lie", Symbols = ["MSFT"], Tags = ["keep"] }]).ShouldBe(new Taken(0, 1, 0));
        Found("keep").ShouldBe(["lesson-1"]);
    }

    [Fact]
    public void A_batch_with_a_bad_memory_is_refused_whole()
    {
        Should.Throw<ArgumentException>(() => _here.Store.Add([Some.Signal(1), Some.Signal(2) with { Importance = double.NaN }])).Message.ShouldContain("signal-2");
        _here.Store.Find("signal-1").ShouldBeNull();
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("AND OR NOT NEAR")]
    [InlineData("text : gap")]
    [InlineData("gap*")]
    [InlineData("^gap (gap OR \"gap")]
    [InlineData("-gap + {text}: ; DROP TABLE memories")]
    [InlineData("\u0000gap\ud800")]
    [InlineData("' OR 1=1 --")]
    public void No_letter_of_a_query_is_syntax(string text)
    {
        _here.Store.Add([Some.Of(MemoryKind.Log, 1, "a gap and not a near thing")]);
        foreach (var query in (WordQuery?[])[WordQuery.From(text), WordQuery.From(text) is { } any ? any with { IsAny = true, IsLastBegun = true } : null])
        {
            if (query is null) continue;
            _here.Store.Match(query, new MemoryFilter(), 10).Count.ShouldBeLessThanOrEqualTo(1);
            _here.Store.MatchNewest(query, new MemoryFilter("AAPL", "tag"), 10).ShouldBeEmpty();
        }
        _here.Store.Find("log-1").ShouldNotBeNull();
    }

    [Fact]
    public void Words_are_found_by_their_beginning_without_accents_and_in_tags_and_symbols()
    {
        _here.Store.Add([Some.Of(MemoryKind.Log, 1, "Überraschung bei den Gewinnen", "BTC/USD", tags: ["earnings-2026"])]);
        Found("uberraschung").ShouldBe(["log-1"]);
        Found("gewi").ShouldBe(["log-1"]);
        Found("btc/usd").ShouldBe(["log-1"]);
        Found("earnings-2026").ShouldBe(["log-1"]);
        Found("winnen").ShouldBeEmpty();
    }

    [Fact]
    public void Filters_hold_together_and_the_newest_come_first()
    {
        _here.Store.Add([.. Enumerable.Range(1, 30).Select(number => Some.Of(number % 2 == 0 ? MemoryKind.Log : MemoryKind.Error, number, symbol: number % 3 == 0 ? "MSFT" : "AAPL", tags: number % 5 == 0 ? ["five"] : []))]);

        _here.Store.Newest(new MemoryFilter(), 3).Select(memory => memory.Id).ShouldBe(["log-30", "error-29", "log-28"]);
        _here.Store.Newest(new MemoryFilter("MSFT", Kinds: [MemoryKind.Error]), 2).Select(memory => memory.Id).ShouldBe(["error-27", "error-21"]);
        _here.Store.Newest(new MemoryFilter(Tag: "five", UpTo: Some.Monday.AddMinutes(20), From: Some.Monday.AddMinutes(10)), 9).Select(memory => memory.Id).ShouldBe(["log-20", "error-15", "log-10"]);
        _here.Store.All(new MemoryFilter("MSFT", From: Some.Monday.AddMinutes(9))).Select(memory => memory.Id).ShouldBe(["error-9", "error-15", "error-21", "error-27", "log-12", "log-18", "log-24", "log-30"]);
    }

    [Fact]
    public void All_goes_on_past_a_piece_where_many_share_one_moment()
    {
        _here.Store.Add([.. Enumerable.Range(1, 2_500).Select(number => Some.Of(MemoryKind.Log, number, at: Some.Monday))]);
        _here.Store.All(new MemoryFilter()).Select(memory => memory.Id).Distinct().Count().ShouldBe(2_500);
    }

    [Fact]
    public void A_reader_sees_what_a_writer_beside_it_has_added_and_there_is_none_where_nothing_is()
    {
        SqliteMemoryStore.OpenToRead(_here.StorePath).ShouldBeNull();
        _here.Store.Add([Some.Signal(1)]);
        using var reader = SqliteMemoryStore.OpenToRead(_here.StorePath)!;
        _here.Store.Add([Some.Signal(2)]);
        reader.Find("signal-2").ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => reader.Add([Some.Signal(3)]));
    }

    private IEnumerable<string> Found(string words) =>
        _here.Store.Match(WordQuery.From(words)! with { IsLastBegun = true }, new MemoryFilter(), 10).Select(match => match.Memory.Id);
}
