using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Facts;

namespace Perun.Commands.Syntax;

/// What every command shares that asks the engine for something.
internal static class OperatorWords
{
    public const int LongestReason = 500;

    public static ExitCode Tell(Reply reply, OperatorAnswer answer)
    {
        if (reply.IsJson) reply.Document(answer, FactsJson.Default.OperatorAnswer);
        else if (answer.Text.StartsWith("Refused", StringComparison.Ordinal)) reply.Printer.Line(Words.Bad(answer.Text));
        else reply.Printer.Line(answer.IsDone ? Words.Good("Done: ") : Words.Bad("Refused: "), answer.Text);
        return answer.IsDone ? ExitCode.Done : ExitCode.Refused;
    }

    /// A wish; the symbol is checked first where it names one.
    public static async Task<ExitCode> AskAsync(
        CommandScope scope, CommonOptions common, System.CommandLine.ParseResult parse, OperatorWish wish, CancellationToken cancel)
    {
        var reply = scope.Reply(common.IsJson(parse));
        using var daemon = await FactsAccess.DaemonAsync(scope, common.Settings(parse), wish.What, cancel);
        if (wish.Symbol is not { } typed || wish.IsAboutCash) return Tell(reply, await daemon.AskAsync(wish, cancel));

        var overview = await daemon.OverviewAsync(cancel);
        var answer = await daemon.AskAsync(wish with { Symbol = KnownMarkets.Find(overview.Status.Markets, typed) }, cancel);
        var code = Tell(reply, answer);
        // Only what the gate judges has a story.
        if (answer.Decision is { } decision && wish.What is "buy" or "sell" && !reply.IsJson) reply.Printer.Line(Words.Quiet($"perun why {decision} tells the whole story."));
        return code;
    }

    /// The words of a reason as one line; what was typed without quotes counts as a whole.
    public static string? Reason(string[]? words)
    {
        var why = string.Join(' ', words ?? []).Trim();
        if (why.Length <= LongestReason) return why.Length > 0 ? why : null;
        throw CommandFailedException.Usage($"The reason is {why.Length} characters long: say it in {LongestReason}.");
    }
}
