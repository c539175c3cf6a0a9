using System.CommandLine;
using Perun.Backtest.Keeping;
using Perun.Commands.Syntax;

namespace Perun.Commands.Kept;

/// What the commands about kept runs share: where they are, and what goes wrong with them.
internal static class RunWords
{
    public static RunShelf Shelf(CommandScope scope, CommonOptions common, ParseResult parse) =>
        RunShelf.In(SettingsOfCommand.Load(scope, common.Settings(parse)).Settings.Paths.Data);

    public static Argument<string> Argument(CommandScope scope, CommonOptions common, string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.CompletionSources.Add(context =>
        {
            try
            {
                return Shelf(scope, common, context.ParseResult).List().Select(run => new System.CommandLine.Completions.CompletionItem(run.Name));
            }
            catch (Exception failure) when (failure is CommandFailedException or IOException or UnauthorizedAccessException)
            {
                return [];
            }
        });
        return argument;
    }

    public static Task<ExitCode> RunAsync(Func<ExitCode> run)
    {
        try
        {
            return Task.FromResult(run());
        }
        catch (KeptRunException trouble)
        {
            throw new CommandFailedException(ExitCode.Refused, trouble.Message);
        }
    }
}
