using Perun.Facts;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Knowledge.Notes;
using Perun.Web.Words;

namespace Perun.Minds;

/// A kept decision as facts for people.
internal static class MindWords
{
    /// Null for a link that is no decision.
    public static MindFact? Of(ArchiveLink link)
    {
        if (KeptDecision.FromJson(link.Kept) is not { } kept) return null;
        var decision = kept.Decision;
        return new MindFact
        {
            AsOf = decision.AsOf,
            Model = decision.Model,
            Outcome = Phrases.Apart(decision.Outcome.ToString()),
            Failure = decision.Failure,
            InsteadOf = decision.InsteadOf,
            Note = kept.Note?.Note ?? decision.Note,
            NoteHash = decision.NoteHash,
            NoteTokens = kept.Note?.Tokens ?? 0,
            NoteBudget = kept.Note?.Budget ?? 0,
            Items = [.. (kept.Note?.Items ?? []).Select(item => new ItemFact(
                item.Key, TextOf(kept.Note!, item.Key), item.Lane, Math.Round(item.Score, 4), item.Parts, Phrases.Apart(item.Fate.ToString()), item.Fate is Fate.Told or Fate.Shortened, item.Why, item.Tokens))],
            PromptName = decision.PromptName,
            PromptHash = decision.PromptHash,
            PromptSystem = kept.Prompt?.System,
            PromptRequest = kept.Prompt?.Request,
            Answer = decision.Answer,
            Checks = [.. decision.Entries.Select(entry => new CheckedFact(
                entry.Symbol, entry.Action.ToString(), entry.Confidence, entry.Rationale, Phrases.Apart(entry.Verdict.ToString()), entry.Why, entry.Flags))],
            InputTokens = decision.Tokens.Input,
            OutputTokens = decision.Tokens.Output,
            CostUsd = decision.CostUsd,
            LatencySeconds = Math.Round(decision.Latency.TotalSeconds, 3),
            FromRecord = decision.FromRecord,
            Link = link.Sequence,
            LinkHash = link.Hash,
        };
    }

    /// What was not told is kept by its key only.
    private static string TextOf(NotePayload note, string key)
    {
        foreach (var (kind, objects) in note.Objects)
            foreach (var held in objects)
                if (key == $"{kind}:{held.Object.Id}") return held.Object.Text;
        return "";
    }
}
