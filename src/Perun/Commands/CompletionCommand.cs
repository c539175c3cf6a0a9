using System.CommandLine;
using Perun.Commands.Completion;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class CompletionCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.CompletionSources.Add(_ => CompletionScripts.Shells.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        command.Add(shell);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("source <(perun completion bash)", "in ~/.bashrc"),
            new Example("source <(perun completion zsh)", "in ~/.zshrc, after compinit"),
            new Example("perun completion fish > ~/.config/fish/completions/perun.fish", "once"));

        ExitCode Run(ParseResult parse)
        {
            var typed = parse.GetRequiredValue(shell);
            var script = CompletionScripts.For(typed)
                ?? throw CommandFailedException.Usage($"There is no completion for \"{Inputs.Brief(typed)}\": {Nearest.Question(typed, CompletionScripts.Shells) ?? "give bash, zsh or fish."}");
            scope.Terminal.Output.Write(script);
            return ExitCode.Done;
        }
    }
}
