using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class ReplayCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var from = new Argument<string>("from") { Description = "The first position or time (UTC), like 1 or 2026-01-05T14:30" };
        var to = new Argument<string>("to") { Description = "The last position or time (UTC)" };
        command.Add(from);
        command.Add(to);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun replay 1 5000", "the first 5000 events"),
            new Example("perun replay 2026-01-05 2026-01-06", "a day"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var first = Inputs.Place(parse.GetRequiredValue(from));
            var last = Inputs.Place(parse.GetRequiredValue(to));
            if (first.Position > last.Position || first.Time > last.Time)
                throw CommandFailedException.Usage($"The replay would end ({last}) before it begins ({first}): give the earlier one first.");
            var (settings, _) = SettingsOfCommand.Load(scope, common.Settings(parse));
            var report = await scope.Actions.Replay!(new ReplayRequest(settings, first, last), cancel);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(report, CommandJson.Default.ReplayReport);
            else Print(reply.Printer, report);
            return report.IsEqual ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static void Print(IPrinter printer, ReplayReport report)
    {
        printer.Line($"Positions {report.From} to {report.To}: {Show.Count(report.Events, "event")} gave {Show.Count(report.Commands, "command")} in {Show.Span(report.Took)}.");
        if (report.IsEqual) printer.Line(Words.Good("Equal: every command is the one in the journal."));
        else printer.Line(Words.Bad("NOT EQUAL: the journal was changed, or this version of Perun decides differently."));
        if (report.Difference is not { } difference) return;
        printer.Line($"The first difference is at position {difference.Position}:");
        printer.Item(difference.Journalled, "  journal  ");
        printer.Item(difference.Replayed, "  replay   ");
    }
}
