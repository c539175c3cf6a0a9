using System.CommandLine.Completions;
using Perun.Configuration;

namespace Perun.Commands.Completion;

/// Words that could stand in a place and are known without asking anybody.
internal static class Candidates
{
    public static IEnumerable<CompletionItem> Symbols(CommandScope scope)
    {
        var (settings, _) = SettingsReader.Read(scope.Sources(new Dictionary<string, string>(StringComparer.Ordinal)));
        return settings is null ? [] : settings.Analysis.Symbols.Select(symbol => new CompletionItem(symbol));
    }
}
