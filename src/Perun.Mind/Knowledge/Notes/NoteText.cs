using System.Diagnostics;
using System.Text;

namespace Perun.Mind.Knowledge.Notes;

/// The note's frame: its head, a section for each kind, and in it an envelope around what came from outside.
internal static class NoteText
{
    public const string EnvelopeMarks = Envelope.Opening + "\n" + Envelope.Closing + "\n";

    public static string Head(NoteRequest request)
    {
        var head = new StringBuilder(256).Append($"# Context as of {request.AsOf:yyyy-MM-dd HH:mm:ss} UTC\n{Envelope.Explanation}\n");
        foreach (var warning in request.Warnings) head.Append($"! {Envelope.Escape(warning)}\n");
        return head.ToString();
    }

    public static string Heading(KnowledgeKind kind) => kind switch
    {
        KnowledgeKind.Goal => "\n## Goals\n",
        KnowledgeKind.Constraint => "\n## Constraints\n",
        KnowledgeKind.Decision => "\n## Decisions\n",
        KnowledgeKind.Evidence => "\n## Evidence\n",
        KnowledgeKind.Assumption => "\n## Assumptions\n",
        KnowledgeKind.OpenQuestion => "\n## Open questions\n",
        _ => throw new UnreachableException(),
    };

    /// <param name="items">In the order of their ranks.</param>
    public static string Render(string head, IReadOnlyList<Item> items)
    {
        var note = new StringBuilder(4096).Append(head);
        foreach (var section in items.Where(item => item.IsPlaced).GroupBy(item => item.Kind).OrderBy(section => section.Key))
        {
            note.Append(Heading(section.Key));
            foreach (var item in section)
                if (!item.IsOutside) note.Append(item.Line);
            if (!section.Any(item => item.IsOutside)) continue;
            note.Append(Envelope.Opening).Append('\n');
            foreach (var item in section)
                if (item.IsOutside) note.Append(item.Line);
            note.Append(Envelope.Closing).Append('\n');
        }
        return note.ToString();
    }
}
