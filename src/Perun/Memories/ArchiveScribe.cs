using System.Text;
using System.Text.Json;
using Perun.Core.Signals;
using Perun.Mind.Decisions;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Sources;

namespace Perun.Memories;

/// Makes a memory of what an analyst said, and finds which memories it had been shown.
internal static class ArchiveScribe
{
    private const int MostSaid = 1_200;

    public static string Id(long sequence) => $"analysis-{sequence}";

    /// Null where nothing was said: why there is no answer is an error's story.
    public static Memory? Tell(long sequence, KeptDecision kept)
    {
        var decision = kept.Decision;
        if (decision.Failure is not null || decision.Entries.Count == 0) return null;
        var decided = decision.Entries.Where(entry => entry.Verdict == EntryVerdict.Accepted && entry.Action != SignalAction.Hold).ToList();
        var by = MemoryDoor.Plain(decision.Model);
        return new Memory
        {
            Id = Id(sequence),
            Kind = MemoryKind.Analysis,
            At = decision.AsOf,
            Text = MemoryDoor.Text(Words(decision, decided)),
            Source = "model",
            Symbols = [.. (decided.Count > 0 ? decided.Select(entry => entry.Symbol) : decision.Asked).Where(MemoryDoor.IsSymbol).Distinct(StringComparer.Ordinal).Take(MemoryDoor.MostSymbols)],
            Tags = [.. decided.Select(entry => entry.Action.ToString().ToLowerInvariant()).Append(decided.Count == 0 ? "hold" : "").Append($"by:{by}").Where(MemoryDoor.IsTag).Distinct(StringComparer.Ordinal)],
            Importance = decided.Count > 0 ? Importance.Analysis : Importance.Idle,
            Links = [.. kept.Signals.Select(signal => new MemoryLink("signal", JournalScribe.Id("signal", signal.Position, 1))).Take(MemoryDoor.MostLinks)],
            Decision = kept.Signals.Count > 0 ? kept.Signals[0].Position : null,
            Body = JsonSerializer.Serialize(new { link = sequence, model = decision.Model, prompt = decision.PromptName, note = decision.NoteHash }),
        };
    }

    /// It proposes nothing.
    public static bool IsIdle(Memory analysis) => analysis.Importance == Importance.Idle;

    /// The ids of the memories that stood in the note.
    public static IReadOnlyList<string> Shown(KeptDecision kept) =>
        [.. kept.Decision.NoteItems.SelectMany(MemorySource.MemoriesIn).Distinct(StringComparer.Ordinal)];

    private static string Words(DecisionRecord decision, IReadOnlyList<DecisionEntry> decided)
    {
        var text = new StringBuilder($"{decision.Model} on {string.Join(", ", decision.Asked)}: ");
        foreach (var entry in decided)
            text.Append($"{entry.Action.ToString().ToLowerInvariant()} {entry.Symbol}{(entry.Confidence is { } sure ? $", confidence {sure:0.00}" : "")}: {MemoryDoor.Text(entry.Rationale.ReplaceLineEndings(" ").Trim(), MostSaid)} ");
        var held = decision.Entries.Where(entry => entry.Verdict == EntryVerdict.Accepted && entry.Action == SignalAction.Hold).Select(entry => entry.Symbol).ToList();
        if (held.Count > 0) text.Append($"hold {string.Join(", ", held)}. ");
        var refused = decision.Entries.Where(entry => entry.Verdict != EntryVerdict.Accepted).Select(entry => $"{entry.Symbol} ({entry.Why})").ToList();
        if (refused.Count > 0) text.Append($"Refused: {string.Join("; ", refused)}.");
        return text.ToString().TrimEnd();
    }
}
