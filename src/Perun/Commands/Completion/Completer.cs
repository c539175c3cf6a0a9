using System.CommandLine;
using System.CommandLine.Completions;
using Perun.Commands.Syntax;

namespace Perun.Commands.Completion;

/// The words that could come next. The last word is the one being typed, empty where none is begun.
internal static class Completer
{
    public static IReadOnlyList<string> Complete(CommandScope scope, IReadOnlyList<string> words)
    {
        var typed = words.Count > 0 ? words[^1] : "";
        var candidates = words.Count <= 1 || (words.Count == 2 && words[0] == "help")
            ? CommandTable.Listed(scope.Actions).Select(entry => entry.Name.Split(' ')[0])
            : words.Count == 2 && CommandTable.Family(scope.Actions, words[0]) is { Count: > 0 } family ? family.Select(entry => entry.Name.Split(' ')[1])
            : CommandTable.Find(scope.Actions, words) is { IsHidden: false } entry ? OfCommand(entry.Build(scope).Syntax, [.. words.Skip(entry.Words - 1)]) : [];
        return [.. candidates.Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> OfCommand(Command command, IReadOnlyList<string> words)
    {
        var typed = words[^1];
        if (TakesValue(command, words[^2]) is { } option) return Words(option);
        if (typed.StartsWith('-'))
            return command.Options.Where(known => !known.Hidden && !words.Take(words.Count - 1).Contains(known.Name)).Select(known => known.Name).Append("--help");
        var place = 0;
        for (var index = 1; index < words.Count - 1; index++)
        {
            if (words[index].StartsWith('-')) index += TakesValue(command, words[index]) is null ? 0 : 1;
            else place++;
        }
        return place < command.Arguments.Count ? Words(command.Arguments[place]) : [];
    }

    /// The option of this name, where a value has to follow it.
    private static Option? TakesValue(Command command, string word) => command.Options.FirstOrDefault(option =>
        option.ValueType != typeof(bool) && (option.Name == word || option.Aliases.Contains(word)));

    private static IEnumerable<string> Words(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
}
