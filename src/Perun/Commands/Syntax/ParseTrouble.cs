using System.CommandLine;
using System.CommandLine.Parsing;

namespace Perun.Commands.Syntax;

/// What is wrong with what was typed, in sentences.
internal static class ParseTrouble
{
    public static string? In(ParseResult parse, Command command)
    {
        if (UnknownOption(parse, command) is { } unknown) return unknown;
        if (parse.Errors.Count == 0) return null;
        var help = $"See perun {CommandPath.Of(command)} --help.";
        if (parse.UnmatchedTokens.Count > 0)
            return $"perun {CommandPath.Of(command)} doesn't know what to do with \"{parse.UnmatchedTokens[0]}\". {help}";
        return parse.Errors[0].SymbolResult switch
        {
            ArgumentResult { Parent: OptionResult option } => $"{option.Option.Name} takes one value: give it after a blank. {help}",
            OptionResult option when option.Tokens.Count > 1 => $"{option.Option.Name} is given more than once: give it once. {help}",
            OptionResult option => $"{option.Option.Name} needs a value after it. {help}",
            CommandResult or ArgumentResult when Missing(parse, command) is { } argument =>
                $"perun {CommandPath.Of(command)} needs <{argument.Name}>: {argument.Description}. {help}",
            _ => $"{parse.Errors[0].Message} {help}",
        };
    }

    /// An argument would swallow a mistyped option: `kill --wy panic` must not pass for a reason.
    private static string? UnknownOption(ParseResult parse, Command command)
    {
        foreach (var token in parse.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) return null;
            if (token.Type != TokenType.Argument || !token.Value.StartsWith("--", StringComparison.Ordinal) || token.Value.Length == 2) continue;
            var name = token.Value.Split('=')[0];
            var known = command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
            var hint = Nearest.Question(name, known) ?? $"see perun {CommandPath.Of(command)} --help.";
            return $"perun {CommandPath.Of(command)} has no option {name}: {hint}";
        }
        return null;
    }

    private static Argument? Missing(ParseResult parse, Command command) => command.Arguments.FirstOrDefault(argument =>
        argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is not { Tokens.Count: > 0 });
}
