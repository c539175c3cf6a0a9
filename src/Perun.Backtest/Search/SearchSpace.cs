using Perun.Core.Names;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

/// The parameter sets that a search may try: every combination of its ranges, with the other parameters where they are.
public sealed class SearchSpace
{
    private readonly ParameterValues _others;

    private SearchSpace(StrategyDefinition strategy, ParameterValues others, IReadOnlyList<SearchRange> ranges) => (Strategy, _others, Ranges) = (strategy, others, ranges);

    public StrategyDefinition Strategy { get; }

    /// What is varied, in the order in which the strategy declares it.
    public IReadOnlyList<SearchRange> Ranges { get; }

    /// How many combinations there are, those that make no sense together included.
    public double Count => Ranges.Aggregate(1.0, (count, range) => count * range.Count);

    /// <param name="fixedWords">Parameters that stay, like signal=9.</param>
    /// <param name="varyWords">Ranges, like fast=5:30:5 or slow=20,50; every declared range where there are none.</param>
    public static (SearchSpace? Space, IReadOnlyList<string> Problems) Of(StrategyDefinition strategy, IReadOnlyList<string> fixedWords, IReadOnlyList<string> varyWords)
    {
        List<string> problems = [];
        if (strategy.Parameters.Count == 0) return (null, [$"{strategy.Name} has no parameters, so there is nothing to search: give a constructor parameter a [Range(...)]."]);
        var ranges = new SearchRange?[strategy.Parameters.Count];
        foreach (var word in varyWords) Vary(strategy, word, ranges, problems);
        var names = fixedWords.Select(word => word.Split('=', 2)[0].Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < ranges.Length; i++)
        {
            var parameter = strategy.Parameters[i];
            if (ranges[i] is not null && names.Contains(parameter.Name)) problems.Add($"{parameter.Name} is given by --set and by --vary: leave one of them out.");
            if (varyWords.Count == 0 && !names.Contains(parameter.Name)) ranges[i] = SearchRange.Whole(parameter);
        }
        var fixedValues = Fixed(strategy, fixedWords, problems);
        SearchRange[] varied = [.. ranges.OfType<SearchRange>()];
        if (problems.Count == 0 && varied.Length == 0) problems.Add($"Every parameter of {strategy.Name} is fixed by --set, so there is nothing to search: leave one out.");
        return problems.Count > 0 ? (null, problems) : (new SearchSpace(strategy, fixedValues!, varied), []);
    }

    /// The combination at these places of the ranges, or why it makes none.
    public ParameterReading At(ReadOnlySpan<int> places)
    {
        var chosen = new List<KeyValuePair<string, double>>(Strategy.Parameters.Count);
        foreach (var (name, value) in _others.ByName())
            if (!IsVaried(name)) chosen.Add(new(name, value));
        for (var i = 0; i < Ranges.Count; i++) chosen.Add(new(Ranges[i].Parameter.Name, Ranges[i].At(places[i])));
        return Strategy.Choose(chosen);
    }

    /// The combination of a number; the last parameter changes fastest.
    public void Places(long number, Span<int> places)
    {
        for (var i = Ranges.Count - 1; i >= 0; i--)
        {
            places[i] = (int)(number % Ranges[i].Count);
            number /= Ranges[i].Count;
        }
    }

    private static void Vary(StrategyDefinition strategy, string word, SearchRange?[] ranges, List<string> problems)
    {
        var parts = word.Split('=', 2, StringSplitOptions.TrimEntries);
        var index = Index(strategy, parts[0]);
        if (parts.Length < 2)
            problems.Add($"\"{word}\" varies no parameter: write a name, = and a range, like {strategy.Parameters[0].Name}={strategy.Parameters[0].Min}:{strategy.Parameters[0].Max}:{strategy.Parameters[0].Step}.");
        else if (index < 0)
            problems.Add($"{strategy.Name} has no parameter {parts[0]}: {Nearest.Question(parts[0], Names(strategy)) ?? $"it has {string.Join(", ", Names(strategy))}."}");
        else if (ranges[index] is not null)
            problems.Add($"{strategy.Parameters[index].Name} is varied more than once: give it one range.");
        else if (SearchRange.Parse(strategy.Parameters[index], parts[1], out var problem) is { } range)
            ranges[index] = range;
        else
            problems.Add(problem!);
    }

    /// The defaults where nothing is fixed. What does not go together by itself may do so with what is varied, so only each value is looked at.
    private static ParameterValues? Fixed(StrategyDefinition strategy, IReadOnlyList<string> words, List<string> problems)
    {
        var free = new StrategyDefinition(strategy.Name, strategy.Description, strategy.Parameters, strategy.Create);
        var reading = free.Parse(words);
        problems.AddRange(reading.Problems);
        return reading.Values;
    }

    private static int Index(StrategyDefinition strategy, string name) =>
        Array.FindIndex(Names(strategy), known => known.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string[] Names(StrategyDefinition strategy) => [.. strategy.Parameters.Select(parameter => parameter.Name)];

    private bool IsVaried(string name)
    {
        foreach (var range in Ranges)
            if (range.Parameter.Name == name) return true;
        return false;
    }
}
