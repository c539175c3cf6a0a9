using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Knowledge.Auditing;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Knowledge.Tokens;

namespace Perun.Mind.Tests.Knowledge;

public sealed class EvidenceAuditTests
{
    [Fact]
    public void What_was_known_in_time_passes_and_is_counted_by_class()
    {
        var audit = new EvidenceAudit();
        audit.Look(Note(Told("n", minutes: 12), Told("technical:A:1h", source: "technical", isOwn: true, minutes: 0), Told("risk:account", source: "portfolio", isOwn: true), Told("memory:trade-1", minutes: 90)), Given.Now);
        audit.Look(Note(Told("n", minutes: 7)), Given.Now);
        var sum = audit.Sum;
        (sum.Decisions, sum.Items).ShouldBe((2, 5));
        sum.Classes.ShouldBe([
            new EvidenceClass(EvidenceClass.Moment, 1, TimeSpan.Zero), new EvidenceClass(EvidenceClass.Bars, 1, TimeSpan.Zero),
            new EvidenceClass(EvidenceClass.Memories, 1, TimeSpan.FromMinutes(90)), new EvidenceClass(EvidenceClass.News, 2, TimeSpan.FromMinutes(7)),
        ]);
    }

    [Theory]
    [InlineData(-1, "it could not be known before 2026-03-04 15:01:00")]
    [InlineData(null, "it states no time from which it could be known")]
    public void What_is_younger_or_has_no_age_fails(int? minutes, string why)
    {
        var caught = Should.Throw<YoungEvidenceException>(() => new EvidenceAudit().Look(Note(Told("n", minutes: minutes)), Given.Now));
        (caught.Item, caught.Decision).ShouldBe(("Evidence:n", Given.Now));
        caught.Message.ShouldContain(why);
    }

    [Fact]
    public void A_note_or_an_object_that_was_taken_in_later_fails()
    {
        Should.Throw<YoungEvidenceException>(() => new EvidenceAudit().Look(Note(Told("n", minutes: 5)), Given.Now.AddMinutes(-1))).Message.ShouldContain("it was written for");
        var note = Note(Told("n", minutes: 5)) with { AsOf = Given.Now.AddMinutes(-1) };
        Should.Throw<YoungEvidenceException>(() => new EvidenceAudit().Look(note, Given.Now.AddMinutes(-1))).Message.ShouldContain("it was taken in at");
    }

    [Fact]
    public void A_witness_may_object()
    {
        var audit = new EvidenceAudit(new Witness());
        Should.Throw<YoungEvidenceException>(() => audit.Look(Note(Told("n", minutes: 5)), Given.Now)).Message.ShouldContain("I know better");
    }

    private static Evidence Told(string id, string source = "wire", bool isOwn = false, int? minutes = 0)
    {
        var evidence = Given.Evidence(id, source: source, isOwn: isOwn);
        return evidence with { From = evidence.From with { Available = minutes is { } ago ? Given.Now.AddMinutes(-ago) : null } };
    }

    private static NotePayload Note(params KnowledgeObject[] objects) =>
        NotePayload.Of(new NoteWriter(EstimatedTokens.Instance).Write(Given.Base().With(objects), new NoteRequest { AsOf = Given.Now, Budget = 5000 }));

    private sealed class Witness : IEvidenceWitness
    {
        public string? Objection(ObjectForm about, DateTime decision) => "I know better";
    }
}
