using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

/// What came of looking at everything on record.
/// <param name="Links">Notes and decisions whose chain was followed, byte for byte.</param>
/// <param name="Sealed">Older ones that were let go, behind a seal.</param>
/// <param name="Rejudged">Answers that were judged again from the record.</param>
/// <param name="Problems">Empty when nothing is wrong.</param>
public sealed record AuditReport(long Links, long Sealed, long Rejudged, long Signals, IReadOnlyList<string> Problems)
{
    public bool IsWhole => Problems.Count == 0;
}

internal static class AuditCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun audit verify", "every note, prompt, answer and decision is as it was written; the exit code is 1 when one is not"),
            new Example("perun replay 1 5000", "the same for what the engine did"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var (settings, _) = SettingsOfCommand.Load(scope, common.Settings(parse));
            var report = await scope.Actions.Audit!(settings, cancel);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(report, CommandJson.Default.AuditReport);
            else Print(reply.Printer, report);
            return report.IsWhole ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static void Print(IPrinter printer, AuditReport report)
    {
        var letGo = report.Sealed > 0 ? $", {report.Sealed} older ones let go behind a seal" : "";
        printer.Line($"{Show.Count(report.Links, "link")} of notes and decisions{letGo}; {Show.Count(report.Signals, "signal")} of the journal belong to them, {Show.Count(report.Rejudged, "answer")} judged again.");
        if (report.IsWhole) printer.Line(Words.Good("Whole: every byte is as it was written, and the checks say of each answer what they said then."));
        foreach (var problem in report.Problems) printer.Item(problem, "  ! ");
        if (!report.IsWhole) printer.Line(Words.Bad("NOT WHOLE: the record was changed after it was written. Restore a backup if you need to rely on it."));
    }
}
