using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class ResumeCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var why = new Argument<string[]>("why") { Description = "The reason, for the record", Arity = ArgumentArity.ZeroOrMore };
        command.Add(why);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync, new Example("perun resume \"looked at it, was the feed\"", "entries may happen again"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var reason = OperatorWords.Reason(parse.GetValue(why));
            var reply = scope.Reply(common.IsJson(parse));
            var folder = SettingsOfCommand.DataFolder(scope, common.Settings(parse));
            return OperatorWords.Tell(reply, await ResumeAsync(folder, reason, cancel));
        }
    }

    private static async Task<OperatorAnswer> ResumeAsync(string folder, string? reason, CancellationToken cancel)
    {
        var probe = await DaemonProbe.LookAsync(folder, cancel);
        // First the file: a daemon that is resumed while it is up would be stopped by it again.
        var wasUp = KillFlag.Lower(folder);
        var file = wasUp ? $"The kill file {KillFlag.PathIn(folder)} is taken down. " : "";
        if (probe.State == DaemonState.Running)
        {
            using var daemon = new HttpFacts(probe.Daemon!);
            var answer = await daemon.AskAsync(new OperatorWish("resume", Why: reason), cancel);
            return answer with { Text = file + answer.Text };
        }
        if (probe.Sentence is { } trouble) throw new CommandFailedException(ExitCode.Unreachable, file + trouble);
        if (!wasUp)
        {
            throw new CommandFailedException(ExitCode.Unreachable,
                $"No Perun runs on {folder}, and no kill file is up there: start it with ./perun run, and resume it then if it is still stopped.");
        }
        return new OperatorAnswer(IsDone: true, file + "A brake that Perun itself remembers stays: once it runs, perun status shows it, and perun resume lifts it.");
    }
}
