using System.CommandLine;
using Perun.Commands.Completion;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class CloseCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var symbol = new Argument<string>("symbol") { Description = "The position to leave" };
        symbol.CompletionSources.Add(_ => Candidates.Symbols(scope));
        command.Add(symbol);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync, new Example("perun close AAPL", "cancel its stop and target, and sell what is held"));

        Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel) =>
            OperatorWords.AskAsync(scope, common, parse, new OperatorWish(name, parse.GetRequiredValue(symbol)), cancel);
    }
}
