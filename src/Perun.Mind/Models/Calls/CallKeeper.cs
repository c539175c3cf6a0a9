using System.Text;

namespace Perun.Mind.Models.Calls;

/// Words a call for the record: without secrets and with a bound on every text.
/// <param name="mask">Takes secrets out of a text.</param>
internal sealed class CallKeeper(ICallRecord record, Func<string, string> mask)
{
    /// Longer texts are cut, and their call can't be replayed.
    public const int LongestText = 200_000;

    public void Keep(DateTime at, ModelRequest request, string model, string hash, ModelOutcome outcome, TokenUse tokens, decimal? cost, TimeSpan latency, bool isReplayable = true)
    {
        var answer = Masked(outcome.Text);
        record.Keep(new ModelCall(
            at, request.Task, model, hash, request.PromptName, request.PromptHash, Masked(Worded(request)),
            outcome with { Text = answer, Why = outcome.Why is { } why ? Masked(why) : null },
            tokens, cost, latency, CanBeReplayed: isReplayable && outcome.Kind is OutcomeKind.Answered or OutcomeKind.Refused or OutcomeKind.Truncated && outcome.Text.Length <= LongestText));
    }

    public static string Worded(ModelRequest request)
    {
        var text = new StringBuilder(request.System.Length + 4096).Append("## system\n").Append(request.System);
        foreach (var turn in request.Turns) text.Append(turn.By == Speaker.Asker ? "\n\n## user\n" : "\n\n## assistant\n").Append(turn.Text);
        return text.ToString();
    }

    /// Piece by piece, line by line: the mask has a bound of its own on what it reads at once.
    private string Masked(string text)
    {
        if (text.Length > LongestText) text = text[..LongestText] + " [cut]";
        const int piece = 32 * 1024;
        if (text.Length <= piece) return mask(text);
        var masked = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + piece);
            if (end < text.Length && text.LastIndexOf('\n', end - 1, end - start) is var line and >= 0 && line >= start) end = line + 1;
            masked.Append(mask(text[start..end]));
            start = end;
        }
        return masked.ToString();
    }
}
