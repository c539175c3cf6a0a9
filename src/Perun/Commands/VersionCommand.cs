using System.CommandLine;
using System.Runtime.InteropServices;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal sealed record VersionDocument(string Version, string Runtime, string Platform);

internal static class VersionCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        command.Add(json);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)), new Example("perun version", "name it in a bug report"));

        ExitCode Run(ParseResult parse)
        {
            var reply = scope.Reply(parse.GetValue(json));
            var document = new VersionDocument(Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.RuntimeIdentifier);
            if (reply.IsJson) reply.Document(document, CommandJson.Default.VersionDocument);
            else reply.Printer.Line($"perun {document.Version} ({document.Runtime}, {document.Platform})");
            return ExitCode.Done;
        }
    }

    private static string Version => typeof(VersionCommand).Assembly.GetName().Version?.ToString(3)
        ?? throw new InvalidOperationException("the program was built without a version");
}
