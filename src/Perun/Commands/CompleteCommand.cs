using System.CommandLine;
using Perun.Commands.Completion;
using Perun.Commands.Syntax;

namespace Perun.Commands;

/// What the scripts of `completion` call: the words typed so far, the last of them being typed.
internal static class CompleteCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary) { Hidden = true };
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore };
        command.Add(words);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)));

        ExitCode Run(ParseResult parse)
        {
            foreach (var word in Completer.Complete(scope, parse.GetValue(words) ?? [])) scope.Terminal.Output.WriteLine(word);
            return ExitCode.Done;
        }
    }
}
