using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class SelectionTests
{
    [Theory]
    [InlineData("topic", null, "a b")]
    [InlineData("topic", "oil", "a")]
    [InlineData("topic", "gold", "")]
    public void A_lane_takes_what_has_any_of_its_tags_with_their_value_where_one_is_named(string key, string? value, string expected)
    {
        var lane = Given.Lane() with { Filter = [new TagMatch(key, value), new TagMatch("nobody", "has")] };
        var knowledge = Given.Base(lane).With(
            Given.Evidence("a") with { Tags = [new Tag("topic", "oil")] },
            Given.Evidence("b") with { Tags = [new Tag("x", "oil"), new Tag("topic", "wheat")] },
            Given.Evidence("c"));
        Ids(knowledge).Order().ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_empty_filter_matches_all() => Given.Base().With(Given.OneOfEach()).Select("all", Given.Now).Count.ShouldBe(6);

    [Fact]
    public void A_lane_takes_the_kinds_it_includes() =>
        Given.Base(Given.Lane() with { Kinds = [KnowledgeKind.Goal, KnowledgeKind.Decision] }).With(Given.OneOfEach()).Select("all", Given.Now)
            .Select(item => item.Object.Kind).ShouldBe([KnowledgeKind.Goal, KnowledgeKind.Decision]);

    [Fact]
    public void What_is_not_active_is_never_selected_not_even_pinned()
    {
        var knowledge = Given.Base();
        foreach (var about in Given.OneOfEach())
            knowledge.With(about switch
            {
                Goal goal => goal with { Status = Standing.Done },
                Constraint constraint => constraint with { Status = Standing.Dropped },
                Assumption assumption => assumption with { Status = Standing.Dropped },
                OpenQuestion question => question with { Status = Standing.Done },
                Decision decision => decision with { Status = Standing.Dropped },
                _ => about,
            });
        knowledge.Pin("all", new ObjectKey(KnowledgeKind.Goal, "g"), Given.Now);
        knowledge.Select("all", Given.Now).ShouldHaveSingleItem().Object.ShouldBeOfType<Evidence>("evidence has no status and is always usable");
    }

    [Fact]
    public void Pins_come_first_then_the_score_up_to_the_cap()
    {
        var knowledge = Given.Base(Given.Lane() with { Cap = 3, Pins = [new ObjectKey(KnowledgeKind.Evidence, "p")] }).With(
            Given.Evidence("low", severity: Severity.Low), Given.Evidence("p", severity: Severity.Low), Given.Evidence("high", severity: Severity.High), Given.Evidence("critical", severity: Severity.Critical));
        Ids(knowledge).ShouldBe(["p", "critical", "high"]);
    }

    [Fact]
    public void A_pin_surfaces_what_the_filter_would_not_but_not_what_has_expired()
    {
        var knowledge = Given.Base(Given.Lane() with { Filter = [new TagMatch("no", "such")] })
            .With(Given.Evidence("kept"), Given.Evidence("gone") with { Expires = Given.Now.AddMinutes(-1) });
        knowledge.Pin("all", new ObjectKey(KnowledgeKind.Evidence, "kept"), Given.Now);
        knowledge.Pin("all", new ObjectKey(KnowledgeKind.Evidence, "gone"), Given.Now);
        Ids(knowledge).ShouldBe(["kept"]);
    }

    [Fact]
    public void What_expires_is_gone_from_that_moment_on_and_there_before()
    {
        var knowledge = Given.Base().With(Given.Evidence("e") with { Expires = Given.Now.AddMinutes(5) });
        knowledge.Select("all", Given.Now.AddMinutes(5).AddTicks(-1)).Count.ShouldBe(1);
        knowledge.Select("all", Given.Now.AddMinutes(5)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_known_before_it_was_learned()
    {
        var knowledge = Given.Base();
        knowledge.Upsert(Given.Evidence("e", minutesOld: 60), Given.Now);
        knowledge.Select("all", Given.Now.AddTicks(-1)).ShouldBeEmpty("it is an hour old, but nobody here knew it then");
        knowledge.Select("all", Given.Now).Count.ShouldBe(1);
    }

    [Fact]
    public void An_object_with_the_same_kind_and_id_replaces_the_other_and_keeps_its_beginning()
    {
        var knowledge = Given.Base();
        knowledge.Upsert(Given.Evidence("e", severity: Severity.Critical), Given.Now);
        knowledge.Upsert(Given.Goal("e"), Given.Now);
        knowledge.Upsert(Given.Evidence("e", "now something else", severity: Severity.Low), Given.Now.AddHours(1));
        knowledge.Count.ShouldBe(2);
        knowledge.TryFind(new ObjectKey(KnowledgeKind.Evidence, "e"), out var found).ShouldBeTrue();
        (found.Created, found.Updated, found.Object.Text).ShouldBe((Given.Now, Given.Now.AddHours(1), "now something else"));
        knowledge.Select("all", Given.Now.AddHours(1)).Count(item => item.Object is Evidence).ShouldBe(1);
    }

    [Fact]
    public void Ties_break_by_age_then_kind_then_id_however_the_objects_came()
    {
        KnowledgeObject[] tied = [Given.Evidence("b"), Given.Evidence("a"), Given.Evidence("newer", minutesOld: -1), Given.Goal("z", Priority.P3), Given.Goal("y", Priority.P3)];
        var lane = Given.Lane() with { Weights = new LaneWeights { Severity = 0, Confidence = 0, Priority = 0, Recency = 0, Relevance = 0 } };
        var orders = Enumerable.Range(0, 20).Select(seed =>
        {
            var dice = new Dice((uint)seed);
            var knowledge = Given.Base(lane);
            foreach (var about in tied.OrderBy(_ => dice.Roll(1000)).ToArray()) knowledge.Upsert(about, Given.Now.AddMinutes(2));
            return string.Join(" ", knowledge.Select("all", Given.Now.AddMinutes(2)).Select(item => item.Object.Id));
        });
        orders.Distinct().ShouldHaveSingleItem().ShouldBe("newer y z a b");
    }

    /// The index never ranks anything anew; a plain sort by the formula must agree with it, at any time, after any changes.
    [Fact]
    public void The_index_ranks_like_a_full_sort_at_every_moment()
    {
        for (var seed = 0u; seed < 40; seed++)
        {
            var dice = new Dice(seed);
            var lane = Given.Lane() with { Cap = 15, HalfLife = TimeSpan.FromMinutes(1 + dice.Roll(300)), Weights = new LaneWeights { Recency = dice.Roll(40) / 10.0 }, Filter = dice.OneIn(2) ? [] : [new TagMatch(Tag.Symbol)] };
            var knowledge = Given.Base(lane);
            var now = Given.Now;
            for (var step = 0; step < 300; step++)
            {
                now = now.AddSeconds(dice.Roll(200));
                var id = $"{dice.Roll(120)}";
                if (dice.OneIn(6)) knowledge.Remove(new ObjectKey(KnowledgeKind.Evidence, id));
                else if (dice.OneIn(9)) knowledge.Retire([new ObjectKey(KnowledgeKind.Evidence, id)], now);
                else knowledge.Upsert(Given.Evidence(id, $"{id} {Given.Distinct(id)}", (Severity)(1 + dice.Roll(4)), (Confidence)(1 + dice.Roll(3)), symbol: dice.OneIn(3) ? null : $"S{dice.Roll(4)}") with
                {
                    From = new Provenance("wire", now.AddMinutes(-dice.Roll(500))),
                    Expires = dice.OneIn(5) ? now.AddMinutes(dice.Roll(60)) : null,
                }, now);
                if (step % 20 != 0) continue;
                string[] focus = dice.OneIn(2) ? [] : ["S1", "S2"];
                var later = now.AddMinutes(dice.Roll(100));
                knowledge.Select("all", later, focus).Select(item => item.Object.Id).ShouldBe(FullSort(knowledge, lane, later, focus).Take(15), $"seed {seed}, step {step}");
            }
        }
    }

    private static IEnumerable<string> FullSort(KnowledgeBase knowledge, Lane lane, DateTime asOf, string[] focus) =>
        from held in knowledge.Objects
        where !held.IsRetired && held.Object.IsActive && held.Updated <= asOf && !(held.Object.Expires <= asOf) && lane.Wants(held.Object)
        let since = held.Object.From.At < held.Updated ? held.Object.From.At : held.Updated
        let symbols = held.Object.Tags.Where(tag => tag.Key == Tag.Symbol).Select(tag => tag.Value).ToArray()
        let relevance = focus.Length == 0 ? 0 : symbols.Length == 0 ? 0.5 : symbols.Intersect(focus).Any() ? 1 : 0
        orderby Score.Of(lane, held.Object.Grades, asOf - since, relevance).Total descending, since descending, held.Object.Kind, held.Object.Id
        select held.Object.Id;

    private static IEnumerable<string> Ids(KnowledgeBase knowledge) => knowledge.Select("all", Given.Now).Select(item => item.Object.Id);
}
