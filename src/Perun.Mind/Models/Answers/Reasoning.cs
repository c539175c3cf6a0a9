namespace Perun.Mind.Models.Answers;

/// Models that think aloud put it in tags before the answer. What was thought is no answer, even where it holds one.
internal static class Reasoning
{
    private static readonly (string Opens, string Closes)[] Tags =
    [
        ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<reasoning>", "</reasoning>"), ("<thought>", "</thought>"),
    ];

    /// What follows the thinking; null where it was never finished.
    public static string? After(string text)
    {
        var rest = text;
        while (true)
        {
            var firstBrace = rest.AsSpan().IndexOfAny('{', '[');
            if (firstBrace < 0) firstBrace = rest.Length;
            var (opens, closes) = FirstOf(rest, firstBrace);
            if (opens < 0) break;
            var end = rest.IndexOf(closes, opens, StringComparison.OrdinalIgnoreCase);
            if (end < 0) return null;
            rest = rest[(end + closes.Length)..];
        }
        // Some servers swallow the opening tag: then all up to the closing one was thought.
        foreach (var (_, closes) in Tags)
        {
            if (rest.IndexOf(closes, StringComparison.OrdinalIgnoreCase) is var end and >= 0 && !IsInText(rest, end)) rest = rest[(end + closes.Length)..];
        }
        return rest;
    }

    private static (int At, string Closes) FirstOf(string text, int before)
    {
        foreach (var (opens, closes) in Tags)
            if (text.AsSpan(0, before).IndexOf(opens, StringComparison.OrdinalIgnoreCase) is var at and >= 0) return (at, closes);
        return (-1, "");
    }

    /// Inside a string of the JSON that is there anyway, as in a rationale that speaks of tags.
    private static bool IsInText(string text, int at)
    {
        foreach (var slice in JsonSlices.In(text))
            if (slice.IsClosed && slice.Start < at && at < slice.Start + slice.Length) return true;
        return false;
    }
}
