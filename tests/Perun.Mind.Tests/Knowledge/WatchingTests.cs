using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class WatchingTests
{
    private readonly Watcher _watcher = new();

    [Fact]
    public void Every_happening_is_told_with_its_time()
    {
        var knowledge = new KnowledgeBase(new LaneSet([new Lane { Id = "a" }]), _watcher);
        knowledge.Upsert(Given.Evidence("e"), Given.Now);
        knowledge.Upsert(Given.Goal("g"), Given.Now.AddSeconds(1));
        knowledge.Upsert(Given.Goal("g"), Given.Now.AddSeconds(2));
        Told().ShouldBe(["ObjectUpserted", "EvidenceIngested", "ObjectUpserted", "ObjectUpserted"]);
        _watcher.Events.OfType<ObjectUpserted>().Select(one => one.IsNew).ShouldBe([true, true, false]);

        _watcher.Events.Clear();
        knowledge.Use(new LaneSet([new Lane { Id = "b", Pins = [new ObjectKey(KnowledgeKind.Goal, "g")] }, new Lane { Id = "a" }]), Given.Now);
        knowledge.Use(new LaneSet([new Lane { Id = "b", Status = LaneStatus.Muted }]), Given.Now);
        knowledge.SetStatus("b", LaneStatus.Enabled, Given.Now);
        knowledge.Pin("b", new ObjectKey(KnowledgeKind.Evidence, "e"), Given.Now);
        knowledge.Pin("b", new ObjectKey(KnowledgeKind.Evidence, "e"), Given.Now);
        knowledge.Unpin("b", new ObjectKey(KnowledgeKind.Evidence, "e"), Given.Now).ShouldBeTrue();
        knowledge.Unpin("b", new ObjectKey(KnowledgeKind.Evidence, "e"), Given.Now).ShouldBeFalse();
        Told().ShouldBe(["LaneCreated", "LaneStatusChanged", "LanePinChanged", "LaneRemoved", "LaneStatusChanged", "LanePinChanged", "LanePinChanged"]);

        _watcher.Events.Clear();
        var note = knowledge.Note();
        knowledge.Archived(1, NotePayload.Of(note).Id, note.Request.AsOf);
        knowledge.Retire([new ObjectKey(KnowledgeKind.Evidence, "e")], note.Request.AsOf);
        Told().ShouldBe(["LaneRefreshed", "WindowMerged", "NoteSynthesised", "NoteArchived", "ObjectRetired"]);
        _watcher.Events.ShouldAllBe(one => one.At == Given.Now);
    }

    [Fact]
    public void New_lanes_see_what_is_known_already_and_keep_the_pins_set_by_hand()
    {
        var knowledge = Given.Base(new Lane { Id = "a" }).With(Given.Evidence("low", severity: Severity.Low), Given.Evidence("high", severity: Severity.High), Given.Goal("g"));
        knowledge.Pin("a", new ObjectKey(KnowledgeKind.Evidence, "low"), Given.Now);
        knowledge.Use(new LaneSet([new Lane { Id = "a", Cap = 2 }, new Lane { Id = "goals", Kinds = [KnowledgeKind.Goal] }]), Given.Now);
        knowledge.Select("a", Given.Now).Select(item => item.Object.Id).ShouldBe(["low", "high"]);
        knowledge.Select("goals", Given.Now).Select(item => item.Object.Id).ShouldBe(["g"]);
        knowledge.Use(new LaneSet([new Lane { Id = "a", Kinds = [KnowledgeKind.Goal] }]), Given.Now);
        knowledge.Remove(new ObjectKey(KnowledgeKind.Goal, "g"));
        knowledge.Select("a", Given.Now).Select(item => item.Object.Id).ShouldBe(["low"], "the pin is all that is left");
    }

    [Fact]
    public void A_lane_that_does_not_exist_is_named_with_those_that_do() =>
        Should.Throw<ArgumentException>(() => Given.Base(new Lane { Id = "a" }).SetStatus("b", LaneStatus.Muted, Given.Now)).Message.ShouldStartWith("there is no lane \"b\"; there are a");

    private IEnumerable<string> Told() => _watcher.Events.Select(one => one.GetType().Name);
}
