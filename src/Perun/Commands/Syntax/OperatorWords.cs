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
        else reply.Printer.Line(answer.IsDone ? Words.Good("Done: ") : Words.Bad("Refused: "), answer.Text);
        if (answer.Decision is { } decision && !reply.IsJson) reply.Printer.Line(Words.Quiet($"perun why {decision} tells the whole story."));
        return answer.IsDone ? ExitCode.Done : ExitCode.Refused;
    }

    /// A wish about one market, whose symbol is checked first.
    public static async Task<ExitCode> AskAsync(
        CommandScope scope, CommonOptions common, System.CommandLine.ParseResult parse, OperatorWish wish, CancellationToken cancel)
    {
        var reply = scope.Reply(common.IsJson(parse));
        using var daemon = await FactsAccess.DaemonAsync(scope, common.Settings(parse), wish.What, cancel);
        if (wish.Symbol is { } typed)
        {
            var overview = await daemon.OverviewAsync(cancel);
            wish = wish with { Symbol = KnownMarkets.Find(overview.Status.Markets, typed) };
        }
        return Tell(reply, await daemon.AskAsync(wish, cancel));
    }

    /// The words of a reason as one line; what was typed without quotes counts as a whole.
    public static string? Reason(string[]? words)
    {
        var why = string.Join(' ', words ?? []).Trim();
        if (why.Length <= LongestReason) return why.Length > 0 ? why : null;
        throw CommandFailedException.Usage($"The reason is {why.Length} characters long: say it in {LongestReason}.");
    }
}
