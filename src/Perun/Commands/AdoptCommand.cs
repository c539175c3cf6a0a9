using System.CommandLine;
using Perun.Commands.Completion;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class AdoptCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var what = new Argument<string>("what") { Description = "The symbol that the account holds, or cash" };
        what.CompletionSources.Add(_ => Candidates.Symbols(scope));
        var why = new Argument<string[]>("why") { Description = "The reason, for the record", Arity = ArgumentArity.ZeroOrMore };
        var stop = new Option<string?>("--stop") { Description = "Where its stop is to lie; at the usual distance from the price when not given", HelpName = "price" };
        command.Add(what);
        command.Add(why);
        command.Add(stop);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun adopt AAPL", "what the account holds of it becomes Perun's, with a stop at the usual distance"),
            new Example("perun adopt AAPL --stop 180", "with a stop of yours"),
            new Example("perun adopt cash \"a card fee\"", "the venue's cash is right, whatever Perun's books say"));

        Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel) =>
            OperatorWords.AskAsync(scope, common, parse, new OperatorWish(name, parse.GetRequiredValue(what), Stop: Inputs.Positive(parse.GetValue(stop), "stop price", "180.50"), Why: OperatorWords.Reason(parse.GetValue(why))), cancel);
    }
}
