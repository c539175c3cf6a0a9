using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Apple beats estimates, shares jump", "Shares jump as Apple beats estimates")]
    [InlineData("Apple beats estimates, shares jump", "APPLE BEATS ESTIMATES - SHARES JUMP!")]
    [InlineData("Fed raises rates by 0.25%", "The Fed hikes rates by 0.25%")]
    [InlineData("Oil rises 3% after pipeline outage in Texas", "Oil gains 3% on pipeline outage in Texas")]
    [InlineData("日銀が金利を引き上げた", "日銀が金利を引き上げる")]
    public void Rewrites_of_one_story_become_one_item_that_says_how_many_sources_carry_it(string one, string other)
    {
        var note = Given.Base().With(Given.Evidence("a", one, source: "A"), Given.Evidence("b", other, source: "B", minutesOld: 1)).Note();
        note.Objects.ShouldHaveSingleItem().Object.Id.ShouldBe("a");
        note.Text.ShouldContain("; 2 sources)");
        note.Account("b").Fate.ShouldBe(Fate.Folded);
        note.Account("b").Why.ShouldBe("it says the same as Evidence:a");
    }

    [Theory]
    [InlineData("Fed raises rates by 0.25%", "Fed raises rates by 0.50%", "numbers differ")]
    [InlineData("Fed raises rates by 0.25%", "Fed cuts rates by 0.25%", "they go opposite ways")]
    [InlineData("Regulator approves the merger", "Regulator does not approve the merger", "one denies it")]
    [InlineData("Apple opens a factory in Ohio", "Storm closes harbours along the coast", "nothing is shared")]
    [InlineData("🚀🚀🚀", "🚀🚀🚀", "there is no word to compare")]
    public void What_differs_in_substance_is_not_folded(string one, string other, string why) =>
        Given.Base().With(Given.Evidence("a", one), Given.Evidence("b", other)).Note().Objects.Count.ShouldBe(2, why);

    [Fact]
    public void What_says_the_same_about_others_is_not_folded() =>
        Given.Base().With(Given.Evidence("a", "RSI is overbought", symbol: "AAPL"), Given.Evidence("b", "RSI is overbought", symbol: "MSFT"), Given.Evidence("c", "RSI is overbought"))
            .Note().Objects.Count.ShouldBe(3);

    [Fact]
    public void What_outsiders_copy_from_us_does_not_take_our_words_place() =>
        Given.Base().With(Given.Evidence("own", "The stop of AAPL is missing", isOwn: true, severity: Severity.Low), Given.Evidence("copy", "The stop of AAPL is missing", severity: Severity.Critical))
            .Note().Objects.Count.ShouldBe(2);

    [Fact]
    public void Ten_rewrites_of_one_story_leave_the_window_to_others()
    {
        var knowledge = Given.Base(Given.Lane() with { Cap = 5 });
        for (var i = 0; i < 10; i++) knowledge.With(Given.Evidence($"same{i}", i % 2 == 0 ? "Apple beats estimates, shares jump" : "Shares jump as Apple beats estimates", Severity.Critical, source: $"wire{i}"));
        for (var i = 0; i < 4; i++) knowledge.With(Given.Evidence($"other{i}", severity: Severity.Low));
        var note = knowledge.Note();
        note.Objects.Count.ShouldBe(5);
        note.Text.ShouldContain("; 10 sources)");
    }

    [Fact]
    public void The_same_source_twice_is_one_source() =>
        Given.Base().With(Given.Evidence("a", "Apple beats estimates"), Given.Evidence("b", "Apple beats estimates")).Note().Text.ShouldNotContain("sources");

    [Fact]
    public void Stories_of_different_lanes_fold_too()
    {
        var knowledge = Given.Base(new Lane { Id = "one", Filter = [new TagMatch(Tag.Lane, "one")] }, new Lane { Id = "two", Filter = [new TagMatch(Tag.Lane, "two")] })
            .With(Given.Evidence("a", "Apple beats estimates", lane: "one", source: "A"), Given.Evidence("b", "Apple beats estimates", lane: "two", source: "B", severity: Severity.High));
        knowledge.Note().Objects.ShouldHaveSingleItem().Object.Id.ShouldBe("b");
    }

    [Fact]
    public void Contradictions_are_told_on_both_sides()
    {
        var note = Given.Base().With(
            Given.Evidence("yes", "Regulator approves the copper merger", source: "A"), Given.Evidence("no", "Regulator rejects the copper merger", source: "B"), Given.Evidence("else")).Note();
        note.Text.Split('\n').Count(line => line.Contains("; contradicted by 1)")).ShouldBe(2);
    }

    [Fact]
    public void A_source_that_expired_carries_nothing_any_more()
    {
        var knowledge = Given.Base().With(Given.Evidence("a", "Apple beats estimates", source: "A"), Given.Evidence("b", "Apple beats estimates", source: "B") with { Expires = Given.Now.AddHours(1) });
        knowledge.Note().Text.ShouldContain("; 2 sources)");
        knowledge.Note(asOf: Given.Now.AddHours(1)).Text.ShouldNotContain("sources");
    }

    [Fact]
    public void Folding_does_not_depend_on_the_order_of_arrival()
    {
        KnowledgeObject[] objects =
        [
            Given.Evidence("a", "Apple beats estimates, shares jump", source: "A"), Given.Evidence("b", "Shares jump as Apple beats estimates", source: "B"),
            Given.Evidence("c", "Shares of Apple jump: it beats estimates", source: "C"), Given.Evidence("d", "Apple misses estimates, shares drop", source: "D"), Given.Evidence("e"),
        ];
        var notes = Enumerable.Range(0, 30).Select(seed =>
        {
            var dice = new Dice((uint)seed);
            return Given.Base().With([.. objects.OrderBy(_ => dice.Roll(1000))]).Note().Text;
        });
        notes.Distinct().Count().ShouldBe(1);
    }
}
