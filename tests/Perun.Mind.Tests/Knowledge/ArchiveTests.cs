using System.Text.Json;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Tests.Knowledge;

public sealed class ArchiveTests
{
    [Fact]
    public void A_payload_keeps_the_note_its_count_and_its_objects_by_kind()
    {
        var note = Given.Base().With(Given.OneOfEach()).Note();
        var kept = NotePayload.FromJson(NotePayload.Of(note).ToJson());
        (kept.Name, kept.AsOf, kept.Note, kept.Count, kept.Tokens, kept.Counter).ShouldBe(("context", Given.Now, note.Text, 6, note.Tokens, "estimated"));
        kept.Objects.Keys.Order().ShouldBe(Enum.GetValues<KnowledgeKind>());
        kept.Objects.Values.SelectMany(kind => kind).ShouldAllBe(one => one.Updated == Given.Now);
        foreach (var about in Given.OneOfEach())
            (kept.Objects[about.Kind].Single().Object.ToObject() with { Tags = [] }).ShouldBe(about with { Tags = [] });
        kept.Items.Count.ShouldBe(6);
        kept.Id.ShouldBe(NotePayload.Of(note).Id, "the id is the hash of the content");
        kept.Id.Length.ShouldBe(64);
        (kept with { Note = kept.Note + " " }).Id.ShouldNotBe(kept.Id);
    }

    [Fact]
    public void A_failed_synthesis_is_kept_with_its_reason()
    {
        var kept = NotePayload.Of(Given.Base().Synthesise(budget: 3));
        kept.Note.ShouldBe("");
        kept.Failure.ShouldNotBeNull().ShouldStartWith("the budget of 3 tokens");
    }

    [Fact]
    public void A_single_flipped_byte_anywhere_in_the_chain_is_found()
    {
        var chain = Chain(4);
        ArchiveLink.FirstBreak(chain).ShouldBeNull();
        for (var at = 0; at < chain[1].Kept.Length; at += 7)
        {
            var flipped = chain[1].Kept.ToCharArray();
            flipped[at] ^= (char)1;
            ArchiveLink.FirstBreak([chain[0], chain[1] with { Kept = new string(flipped) }, chain[2], chain[3]]).ShouldBe("note 2 was changed after it was written");
        }
        ArchiveLink.FirstBreak([chain[0], chain[1], chain[2] with { Decision = 99 }, chain[3]]).ShouldBe("note 3 was changed after it was written");
        ArchiveLink.FirstBreak([chain[0], chain[2], chain[3]]).ShouldBe("note 2 is missing: 3 stands in its place");
        var forged = ArchiveLink.After(chain[0], NotePayload.Of(Given.Base().Note()), 7);
        ArchiveLink.FirstBreak([chain[0], forged, chain[2], chain[3]]).ShouldBe("note 3 does not follow the one before it: one of them was replaced");
    }

    [Fact]
    public void A_lane_that_tells_once_sets_aside_the_evidence_it_told_and_nothing_that_must_stay()
    {
        var knowledge = Given.Base(
                new Lane { Id = "risk", MustSurface = true, Filter = [new TagMatch(Tag.Lane, "risk")] }, new Lane { Id = "again", Filter = [new TagMatch(Tag.Lane, "again")], Weights = new LaneWeights { Severity = 9 } },
                new Lane { Id = "all", TellsOnce = true, Pins = [new ObjectKey(KnowledgeKind.Evidence, "pinned")] })
            .With(Given.Evidence("told", "Apple beats estimates"), Given.Evidence("same", "Apple beats the estimates"), Given.Evidence("risk", lane: "risk"), Given.Evidence("again", lane: "again"), Given.Evidence("pinned"), Given.Goal("goal"));
        ToldOnce.In(knowledge, knowledge.Note()).Select(key => key.Id).Order().ShouldBe(["same", "told"]);
        ToldOnce.In(knowledge, knowledge.Synthesise(budget: 3)).ShouldBeEmpty("there was no note");
    }

    [Fact]
    public void What_is_not_a_kept_note_is_refused() => Should.Throw<JsonException>(() => NotePayload.FromJson("null"));

    private static List<ArchiveLink> Chain(int length)
    {
        var (knowledge, chain) = (Given.Base(), new List<ArchiveLink>());
        for (var i = 0; i < length; i++) chain.Add(ArchiveLink.After(chain.LastOrDefault(), NotePayload.Of(knowledge.With(Given.Evidence($"{i}")).Note()), i + 10));
        return chain;
    }
}
