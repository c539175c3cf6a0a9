using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

/// <param name="Source">daemon or store.</param>
internal sealed record StatusDocument(string Source, Status Status, IReadOnlyList<PositionFact> Positions, IReadOnlyList<AlertFact> Alerts, KillFlag? KillFlag);

internal static class StatusCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun status", "what happens now"),
            new Example("perun status --json", "the same for a script"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var overview = await source.Facts.OverviewAsync(cancel);
            var flag = KillFlag.Read(source.DataFolder);
            if (reply.IsJson)
            {
                reply.Document(
                    new StatusDocument(source.IsDaemon ? "daemon" : "store", overview.Status, overview.Positions, overview.Alerts, flag),
                    CommandJson.Default.StatusDocument);
            }
            else
            {
                StatusPage.Print(reply.Printer, overview, source.Daemon, flag, scope.Clock.GetUtcNow().UtcDateTime);
            }
            return ExitCode.Done;
        }
    }
}
