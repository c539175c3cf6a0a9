using Perun.Mind.Knowledge;

namespace Perun.Mind.Tests.Knowledge;

public sealed class DoorTests
{
    [Fact]
    public void An_article_of_ten_megabytes_becomes_a_line_that_says_it_was_clipped()
    {
        var knowledge = Given.Base().With(Given.Evidence("e", new string('x', 10_000_000), detail: string.Concat(Enumerable.Repeat("🚀", 100_000)), source: new string('s', 10_000)));
        var taken = knowledge.Objects.Single().Object;
        taken.Text.Length.ShouldBe(500);
        taken.Text.ShouldEndWith("x…");
        taken.Detail!.Length.ShouldBeLessThanOrEqualTo(2000);
        taken.Detail.ShouldEndWith("🚀…");
        taken.From.Source.Length.ShouldBe(100);
    }

    [Fact]
    public void Halves_of_characters_are_replaced() =>
        Given.Base().With(Given.Evidence("e", "a\ud800b\udc00c 🚀")).Objects.Single().Object.Text.ShouldBe("a\uFFFDb\uFFFDc 🚀");

    [Fact]
    public void What_has_no_usable_identity_is_refused_with_a_reason()
    {
        var knowledge = Given.Base();
        knowledge.Upsert(Given.Evidence(""), Given.Now).ShouldBe("an object without an id can't be told from others: give it one");
        knowledge.Upsert(Given.Evidence(new string('i', 201)), Given.Now).ShouldBe("an id may have 200 letters, this one has 201: shorten it, or use a hash of it");
        knowledge.Upsert(Given.Evidence("a\ud800"), Given.Now).ShouldBe("the id of an object is not valid Unicode: Evidence from wire");
        knowledge.Upsert(Given.Evidence("e", severity: (Severity)9), Given.Now).ShouldBe("Evidence:e has a grade that does not exist");
        knowledge.Upsert(Given.Evidence("e") with { Tags = [.. Enumerable.Range(0, 33).Select(i => new Tag("k", $"{i}"))] }, Given.Now).ShouldBe("Evidence:e has 33 tags, and 32 are allowed");
        knowledge.Upsert(Given.Evidence("e") with { Tags = [new Tag("", "x")] }, Given.Now).ShouldBe("Evidence:e has a tag without a name or value, or one of more than 100 letters");
        knowledge.Upsert(Given.Evidence("e") with { Tags = [default] }, Given.Now).ShouldNotBeNull();
        knowledge.Count.ShouldBe(0);
    }
}
