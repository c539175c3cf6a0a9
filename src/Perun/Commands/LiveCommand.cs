using System.CommandLine;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class LiveCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var account = new Option<string?>("--account") { Description = "The account's name, instead of typing it when asked", HelpName = "name" };
        command.Add(account);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun live", "shows the account and asks for its name: real money needs PERUN_MODE=live, PERUN_LIVE=yes, and this once"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var settings = SettingsOfCommand.Load(scope, common.Settings(parse)).Settings;
            var printer = scope.Reply(json: false).Printer;
            printer.Line(await scope.Actions.PermitLive!(settings, id =>
            {
                if (parse.GetValue(account) is { } given) return given;
                if (!scope.Terminal.IsInteractive) throw CommandFailedException.Usage("Nobody can be asked here: give the account's name with --account.");
                printer.Line($"From now on Perun would trade the real money of account {id}. Type the account's name to confirm:");
                return scope.Terminal.Input.ReadLine();
            }, cancel));
            return ExitCode.Done;
        }
    }
}
