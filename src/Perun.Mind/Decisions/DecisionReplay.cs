using Perun.Mind.Models;
using Perun.Mind.Models.Answers;

namespace Perun.Mind.Decisions;

/// Judges a kept answer again, from the record alone: no model is asked and nothing is paid.
public static class DecisionReplay
{
    /// What the checks make of the answer now; null where there was none to judge, or where the record lacks the request.
    public static IReadOnlyList<DecisionEntry>? Judge(KeptDecision kept)
    {
        if (kept.Decision.Outcome != OutcomeKind.Answered || kept.Prompt is null) return null;
        // One that was cut for the record was refused for its length.
        if (kept.Decision.Answer.Length >= AnswerReader.LongestAnswer) return null;
        if (kept.Decision.Failure is not null && kept.Decision.Entries.All(entry => entry.Verdict == EntryVerdict.Stale)) return null;
        return new AnswerCheck(kept.Decision.Asked, new QuotedNumbers([kept.Prompt.System, kept.Prompt.Request, kept.Whole.Note])).Judge(kept.Decision.Answer).Entries;
    }

    /// How the checks judge differently from what the record says they did; null when they come to the same. Words and flags are left
    /// out: they refuse nothing, and a later version may word them better.
    public static string? Difference(KeptDecision kept)
    {
        if (Judge(kept) is not { } now) return null;
        var then = kept.Decision.Entries;
        for (var i = 0; i < Math.Max(now.Count, then.Count); i++)
        {
            var (one, other) = (i < then.Count ? Words(then[i]) : "nothing", i < now.Count ? Words(now[i]) : "nothing");
            if (one != other) return $"the record says {one}, and its answer judged again gives {other}";
        }
        return null;
    }

    private static string Words(DecisionEntry entry) => $"{entry.Symbol} {entry.Action} {entry.Confidence?.ToString("R") ?? "-"} {entry.Verdict}";
}
