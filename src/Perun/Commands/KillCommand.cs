using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

/// Works whatever state Perun is in: a daemon that can't be asked finds the kill file.
internal static class KillCommand
{
    private const string NoReason = "killed from the command line";

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var why = new Argument<string[]>("why") { Description = "The reason, for the record", Arity = ArgumentArity.ZeroOrMore };
        command.Add(why);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun kill", "no new entries from now on, even after a restart"),
            new Example("perun kill \"spreads look wrong\"", "with a reason for the record"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var reason = OperatorWords.Reason(parse.GetValue(why)) ?? NoReason;
            var reply = scope.Reply(common.IsJson(parse));
            var folder = SettingsOfCommand.DataFolder(scope, common.Settings(parse));
            return OperatorWords.Tell(reply, await KillAsync(folder, reason, scope.Clock, cancel));
        }
    }

    private static async Task<OperatorAnswer> KillAsync(string folder, string reason, TimeProvider clock, CancellationToken cancel)
    {
        var probe = await DaemonProbe.LookAsync(folder, cancel);
        string? trouble = probe.Sentence;
        if (probe.State == DaemonState.Running)
        {
            using var daemon = new HttpFacts(probe.Daemon!);
            try
            {
                var answer = await daemon.AskAsync(new OperatorWish("kill", Why: reason), cancel);
                if (answer.IsDone) return answer;
                trouble = answer.Text;
            }
            catch (CommandFailedException failure)
            {
                trouble = failure.Message;
            }
        }
        Raise(folder, reason, clock);
        var effect = probe.State == DaemonState.Absent
            ? "no Perun runs here, and one that is started makes no entries"
            : $"Perun heeds it within a second if it is able to, and at its next start in any case. {trouble}";
        return new OperatorAnswer(IsDone: true, $"the kill file {KillFlag.PathIn(folder)} is up: {effect}");
    }

    private static void Raise(string folder, string reason, TimeProvider clock)
    {
        try
        {
            KillFlag.Raise(folder, reason, clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Environment,
                $"The kill file {KillFlag.PathIn(folder)} can't be written: {failure.Message} NOTHING WAS STOPPED: stop the process of Perun itself, or write the file as a user who may.");
        }
    }
}
