using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Memories.Tests;

public sealed class DoorTests
{
    [Theory]
    [InlineData("BTC/USD", "btc-usd")]
    [InlineData("  ../..//x ", "x")]
    [InlineData("ÄÖ", "")]
    [InlineData("MaxPositions", "maxpositions")]
    public void Words_become_tags_and_parts_of_ids(string words, string plain) => MemoryDoor.Plain(words).ShouldBe(plain);

    [Fact]
    public void A_good_memory_comes_in_and_each_bad_one_is_told_why()
    {
        var good = Some.Trade(1, 1, 5);
        MemoryDoor.Refuses(good).ShouldBeNull();
        foreach (var bad in (Memory[])
        [
            good with { Id = "a/b" }, good with { Id = "" }, good with { Kind = (MemoryKind)99 }, good with { At = DateTime.Now }, good with { At = DateTime.MinValue }, good with { Text = " " },
            good with { Text = new string('x', MemoryDoor.MostTextLetters + 1) }, good with { Text = "\ud800" }, good with { Importance = 1.1 }, good with { Tags = ["two words"] },
            good with { Symbols = ["aapl"] }, good with { Links = [new MemoryLink("x", "../y")] }, good with { Source = "" }, good with { Position = 0 }, good with { Body = "[]" }, good with { Body = "{" },
            good with { Situation = Some.Situation(float.NaN) },
        ])
            MemoryDoor.Refuses(bad).ShouldNotBeNull(bad.ToString());
    }

    [Fact]
    public void Text_is_cut_between_characters()
    {
        MemoryDoor.Text("ab😀cd", 4).ShouldBe("ab…");
        MemoryDoor.Text("a\ud800b", 10).ShouldBe("a\ufffdb");
    }

    [Fact]
    public void The_hash_is_of_what_was_remembered_and_not_of_how_it_is_filed()
    {
        var memory = Some.Trade(1, 1, 5);
        (memory with { Tags = [], Importance = 0, Links = [] }).Hash().ShouldBe(memory.Hash());
        (memory with { Text = memory.Text + " " }).Hash().ShouldNotBe(memory.Hash());
        (memory with { Source = "x", Symbols = ["A"] }).Hash().ShouldNotBe((memory with { Source = "xA", Symbols = [] }).Hash());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" - \" ... ", 0)]
    [InlineData("stop stop loss", 2)]
    [InlineData("btc/usd \u0001x", 2)]
    public void A_query_is_its_words(string text, int words) => (WordQuery.From(text)?.Words.Count ?? 0).ShouldBe(words);
}
