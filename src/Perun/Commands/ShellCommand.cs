using System.CommandLine;
using Perun.Commands.Prompt;
using Perun.Commands.Syntax;
using Perun.Configuration;

namespace Perun.Commands;

internal static class ShellCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var data = new Option<string?>("--data") { Description = "The folder with Perun's memory (PERUN_DATA), for every command at the prompt", HelpName = "folder" };
        command.Add(data);
        return new Verb(command, RunAsync,
            new Example("perun shell", "then: status, why last, buy AAPL 10, ..."),
            new Example("perun shell < commands.txt", "commands from a file, one a line"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            if (scope.IsInShell) throw CommandFailedException.Usage("This is the shell already.");
            var options = new Dictionary<string, string>(StringComparer.Ordinal);
            if (parse.GetValue(data) is { } typed) options[KnownSettings.DataFolder.Name] = typed;
            var folder = SettingsOfCommand.DataFolder(scope, options);
            var history = new History(Path.Combine(folder, History.FileName));
            // The folder becomes a source of settings, so that it holds for every command and each may still override it.
            var inner = scope with { Sources = given => scope.Sources(Merge(options, given)) };
            return await new CommandPrompt(inner, history).RunAsync(cancel);
        }
    }

    private static Dictionary<string, string> Merge(Dictionary<string, string> general, IReadOnlyDictionary<string, string> special)
    {
        var merged = new Dictionary<string, string>(general, StringComparer.Ordinal);
        foreach (var (name, value) in special) merged[name] = value;
        return merged;
    }
}
