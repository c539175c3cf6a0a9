using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class ExplanationTests
{
    [Fact]
    public void Every_object_is_accounted_for_once_with_its_score_and_the_reason()
    {
        var knowledge = new KnowledgeBase(new LaneSet(
        [
            new Lane { Id = "risk", MustSurface = true, Filter = [new TagMatch(Tag.Lane, "risk")] },
            new Lane { Id = "news", Cap = 3, Filter = [new TagMatch(Tag.Lane, "news")] },
            new Lane { Id = "small", Ceiling = 0.01, Filter = [new TagMatch(Tag.Lane, "small")] },
            new Lane { Id = "mute", Status = LaneStatus.Muted, Filter = [new TagMatch(Tag.Lane, "mute")] },
            new Lane { Id = "off", Status = LaneStatus.Disabled, Filter = [new TagMatch(Tag.Lane, "off")] },
        ], Window: 3));
        knowledge.With(
            Given.Evidence("risk", lane: "risk"), Given.Evidence("first", "Apple beats estimates", Severity.Critical, lane: "news"), Given.Evidence("same", "Apple beats the estimates", lane: "news", source: "other"),
            Given.Evidence("second", severity: Severity.High, lane: "news"), Given.Evidence("third", lane: "news"), Given.Evidence("fourth", severity: Severity.Low, lane: "news"), Given.Evidence("small", severity: Severity.Critical, lane: "small"),
            Given.Evidence("mute", lane: "mute"), Given.Evidence("off", lane: "off"), Given.Evidence("nobody", lane: "nobody"), Given.Goal("done", status: Standing.Done),
            Given.Evidence("expired", lane: "news") with { Expires = Given.Now }, Given.Evidence("retired", lane: "news"));
        knowledge.Retire([new ObjectKey(KnowledgeKind.Evidence, "retired")], Given.Now);
        knowledge.Upsert(Given.Evidence("later", lane: "news"), Given.Now.AddMinutes(1));

        var note = knowledge.Note(budget: 400);
        var all = Explainer.ExplainAll(knowledge, note).ToList();
        all.Select(item => item.Key).Distinct().Count().ShouldBe(knowledge.Count);
        all.Count.ShouldBe(knowledge.Count);
        all.ToDictionary(item => item.Key.Id, item => item.Fate).ShouldBe(new Dictionary<string, Fate>
        {
            ["risk"] = Fate.Told,
            ["first"] = Fate.Told,
            ["same"] = Fate.Folded,
            ["second"] = Fate.Told,
            ["third"] = Fate.Told,
            ["fourth"] = Fate.LaneFull,
            ["small"] = Fate.LaneCeiling,
            ["mute"] = Fate.LaneMuted,
            ["off"] = Fate.LaneDisabled,
            ["nobody"] = Fate.NoLane,
            ["done"] = Fate.Inactive,
            ["expired"] = Fate.Expired,
            ["retired"] = Fate.Retired,
            ["later"] = Fate.NotYetKnown,
        }, ignoreOrder: true);
        all.ShouldAllBe(item => item.Why.Length > 0);
        all.Where(item => item.Lane is not null).ShouldAllBe(item => item.Score.Total > 0);
        all.Single(item => item.Key.Id == "fourth").Why.ShouldBe("news selects 3 items, and better ones filled it");
        all.Single(item => item.Key.Id == "risk").Why.ShouldBe("risk must surface");
        Explainer.Explain(knowledge, note, new ObjectKey(KnowledgeKind.Goal, "never heard of")).ShouldBeNull();
    }

    [Fact]
    public void What_the_note_tells_comes_first_in_its_ranking()
    {
        var knowledge = Given.Base();
        for (var i = 0; i < 30; i++) knowledge.With(Given.Evidence($"{i}", severity: (Severity)(1 + i % 4)));
        var items = knowledge.Note(budget: 600).Items;
        items.SkipWhile(item => item.IsInNote).ShouldAllBe(item => !item.IsInNote);
        items.TakeWhile(item => item.IsInNote).Select(item => item.Score.Total).ShouldBeInOrder(SortDirection.Descending);
    }
}
