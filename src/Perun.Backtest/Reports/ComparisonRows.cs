using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// One statistic of several runs.
/// <param name="Best">Which run is best in it; null where better is a matter of taste or all are alike.</param>
public sealed record ComparisonRow(string Group, string Name, IReadOnlyList<string> Values, string Explanation, int? Best)
{
    /// What the second has more (or less) than the first, in the words of the values; null where there are not two numbers.
    public string? Difference { get; init; }
}

/// Runs side by side, for a terminal and for a page.
public static class ComparisonRows
{
    private static readonly HashSet<string> MoreIsBetter = new(StringComparer.Ordinal)
    {
        "Total return", "Profit", "CAGR", "Sharpe", "Sortino", "Calmar", "Profit factor", "Expectancy", "Expectancy, R", "SQN",
        "Payoff", "Win rate", "Alpha", "Information ratio", "Probabilistic Sharpe", "Deflated Sharpe", "Winning days",
    };

    private static readonly HashSet<string> LessIsBetter = new(StringComparer.Ordinal)
    {
        "Volatility", "Max drawdown", "Longest drawdown", "Average drawdown", "Time under water", "Value at risk 95 %",
        "Value at risk 99 %", "Expected shortfall 95 %", "Expected shortfall 99 %", "Fees", "Fees of gross profit", "Chance of a loss",
        "Shuffled drawdown", "Overfitting",
    };

    public static IReadOnlyList<ComparisonRow> Of(IReadOnlyList<ReportInput> runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Count, 2);
        var columns = runs.Select(run => Rows(run).GroupBy(row => (row.Group, row.Name)).ToDictionary(group => group.Key, group => group.First())).ToArray();
        return [.. Asked(runs), .. columns.SelectMany(column => column.Keys).Distinct().Select(key => Row(key, columns))];
    }

    /// The names of the runs, told apart where two are alike.
    public static IReadOnlyList<string> Names(IReadOnlyList<ReportInput> runs)
    {
        var names = Brief([.. runs.Select(run => run.Name ?? run.Run.Spec.Strategy)]);
        return [.. names.Select((name, i) => names.Count(other => other == name) > 1 ? $"{name} ({i + 1})" : name)];
    }

    /// Without the words at the end that all have in common.
    private static string[] Brief(string[] names)
    {
        var words = names.Select(name => name.Split('-')).ToArray();
        var shared = 0;
        while (words.All(name => name.Length > shared + 1 && name[^(shared + 1)] == words[0][^(shared + 1)])) shared++;
        return [.. words.Select(name => string.Join('-', name[..^shared]))];
    }

    private static IEnumerable<StatisticRow> Rows(ReportInput run) =>
        [.. StatisticRows.Of(run.Statistics), .. StatisticRows.Of(run.Belief)];

    // What was asked differs more often than one remembers: it stands before what came out.
    private static IEnumerable<ComparisonRow> Asked(IReadOnlyList<ReportInput> runs)
    {
        yield return Plain("Verdict", run => run.Belief.Verdict.Headline, "How far to believe it.");
        yield return Plain("Strategy", run => run.Run.Spec.Strategy, "What traded.");
        yield return Plain("Symbols", run => string.Join(", ", run.Run.Spec.Symbols), "On what.");
        yield return Plain("Bars", run => $"{Count(run.Run.Bars)} of {run.Run.Spec.Timeframe}", "How much history.");
        yield return Plain("Period", run => $"{Day(run.Run.Spec.From)} to {Day(run.Run.Spec.To)}", "Results of different periods can't be compared.");
        foreach (var name in runs.SelectMany(run => run.Run.Spec.Parameters.Keys).Distinct())
            yield return Plain(name, run => run.Run.Spec.Parameters.TryGetValue(name, out var value) ? Parameter(value) : None, "A parameter of the strategy.");

        ComparisonRow Plain(string name, Func<ReportInput, string> value, string explanation) =>
            new("Asked for", name, [.. runs.Select(value)], explanation, null);
    }

    private static ComparisonRow Row((string Group, string Name) key, Dictionary<(string, string), StatisticRow>[] columns)
    {
        string[] values = [.. columns.Select(column => column.GetValueOrDefault(key)?.Value ?? None)];
        // An explanation that quotes one run's numbers would be wrong for the other.
        var explanations = columns.Select(column => column.GetValueOrDefault(key)?.Explanation).OfType<string>().Distinct().ToArray();
        return new ComparisonRow(key.Group, key.Name, values, explanations.Length == 1 ? explanations[0] : "", BestOf(key.Name, columns, key))
        {
            Difference = columns.Length == 2 ? Difference(columns[0].GetValueOrDefault(key), columns[1].GetValueOrDefault(key)) : null,
        };
    }

    private static string? Difference(StatisticRow? first, StatisticRow? second)
    {
        if (first?.Amount is not { } from || second?.Amount is not { } to || !double.IsFinite(to - from)) return null;
        var change = to - from;
        if (first.Value == second.Value) return "=";
        if (first.Value.EndsWith('%')) return Change(change);
        // Lengths of time are compared by their seconds, and said in days and hours.
        if (first.Value.Any(char.IsLetter)) return (change < 0 ? "\u2212" : "+") + Length(TimeSpan.FromSeconds(Math.Abs(change)));
        return first.Value.Contains('.') || second.Value.Contains('.') ? Profit(change) : (change < 0 ? "\u2212" : "+") + Count((long)Math.Abs(change));
    }

    private static int? BestOf(string name, Dictionary<(string, string), StatisticRow>[] columns, (string, string) key)
    {
        var sign = MoreIsBetter.Contains(name) ? 1 : LessIsBetter.Contains(name) ? -1 : 0;
        double?[] amounts = [.. columns.Select(column => column.GetValueOrDefault(key)?.Amount)];
        if (sign == 0 || amounts.Any(amount => amount is null) || amounts.Distinct().Count() == 1) return null;
        var best = amounts.Max(amount => amount * sign);
        return Array.FindIndex(amounts, amount => amount * sign == best);
    }
}
