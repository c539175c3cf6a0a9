using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class RunCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var options = new SettingOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun run", "trade in the simulated market; the page is at http://localhost:5000"),
            new Example("perun run --speed 600 --seed 7", "another world, ten minutes a second"),
            new Example("perun run --symbols AAPL,BTC/USD --data /tmp/try", "two markets, in a folder of their own"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var given = options.Read(parse);
            var (settings, reading) = SettingsOfCommand.Load(scope, given);
            var probe = await DaemonProbe.LookAsync(settings.Paths.Data, cancel);
            if (probe is { State: DaemonState.Running, Daemon: { } daemon })
            {
                throw new CommandFailedException(ExitCode.Environment,
                    $"Perun runs already on {settings.Paths.Data} (process {daemon.Pid}, http://localhost:{daemon.Port}): stop it first, or give this one another folder with --data and another port with --port.");
            }
            var reply = scope.Reply(json: false);
            foreach (var warning in reading.Warnings) reply.Remark(warning);
            return await scope.Actions.Run!(new RunRequest(settings, reading), cancel);
        }
    }
}
