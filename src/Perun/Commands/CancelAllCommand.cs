using System.CommandLine;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class CancelAllCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var account = new Option<string?>("--account") { Description = "The account's name, instead of typing it when asked", HelpName = "name" };
        command.Add(account);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun cancel-all", "shows how many orders rest at the venue and asks for the account's name; then all go, stops and other people's too"),
            new Example("perun cancel-all --account PA3ABCDEF", "the same without being asked; perun kill is the way to stop entries and keep stops"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var settings = SettingsOfCommand.Load(scope, common.Settings(parse)).Settings;
            var printer = scope.Reply(json: false).Printer;
            printer.Line(await scope.Actions.CancelAll!(settings, question =>
            {
                if (parse.GetValue(account) is { } given) return given;
                if (!scope.Terminal.IsInteractive) throw CommandFailedException.Usage("Nobody can be asked here: give the account's name with --account.");
                printer.Line($"{question.Orders} orders rest at {question.Venue} in account {question.Account}, what protects positions among them. Type the account's name to cancel all of them:");
                return scope.Terminal.Input.ReadLine();
            }, cancel));
            return ExitCode.Done;
        }
    }
}
