using System.CommandLine;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class FlattenCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var why = new Argument<string[]>("why") { Description = "The reason, for the record", Arity = ArgumentArity.ZeroOrMore };
        command.Add(why);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync, new Example("perun flatten \"the news\"", "out of everything, and no new entries until perun resume"));

        Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel) =>
            OperatorWords.AskAsync(scope, common, parse, new OperatorWish(name, Why: OperatorWords.Reason(parse.GetValue(why))), cancel);
    }
}
