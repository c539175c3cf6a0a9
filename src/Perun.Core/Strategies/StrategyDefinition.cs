using System.Globalization;
using Perun.Core.Names;

namespace Perun.Core.Strategies;

/// A strategy before it has numbers: what it is called, what it can be tuned by, and how it is made.
public sealed class StrategyDefinition
{
    private readonly Func<ParameterValues, IStrategy> _create;

    public StrategyDefinition(string name, string description, IReadOnlyList<Parameter> parameters, Func<ParameterValues, IStrategy> create)
    {
        foreach (var parameter in parameters)
            if (parameter.Flaw() is { } flaw) throw new ArgumentException(flaw, nameof(parameters));
        (Name, Description, Parameters, _create) = (name, description, parameters, create);
        Default = new ParameterValues(parameters, [.. parameters.Select(parameter => parameter.Default)]);
    }

    public string Name { get; }

    /// One line: when it buys and when it leaves.
    public string Description { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public ParameterValues Default { get; }

    /// What is wrong with values that are each allowed, but not together; null where nothing is.
    public Func<ParameterValues, string?> Constraint { get; init; } = static _ => null;

    /// Whether stop and target come from an AtrBracket, whose two distances change nothing about when an idea comes.
    public bool HasAtrBracket => AtrBracket.Parameters.All(Parameters.Contains);

    /// A new one that has seen nothing.
    public IStrategy Create(ParameterValues values) => _create(values);

    /// The defaults, with some chosen otherwise; names in any case.
    public ParameterReading Choose(IEnumerable<KeyValuePair<string, double>> chosen)
    {
        List<string> problems = [];
        var values = new double[Parameters.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Parameters[i].Default;
        foreach (var (name, value) in chosen)
        {
            var index = IndexOf(name);
            if (index < 0) problems.Add(Unknown(name));
            else if (Parameters[index].Objection(value) is { } objection) problems.Add(objection);
            else values[index] = value;
        }
        if (problems.Count > 0) return new ParameterReading(null, problems);
        var all = new ParameterValues(Parameters, values);
        return Constraint(all) is { } conflict ? new ParameterReading(null, [conflict]) : new ParameterReading(all, []);
    }

    /// The same from words like fast=12.
    public ParameterReading Parse(IEnumerable<string> words)
    {
        List<string> problems = [];
        Dictionary<string, double> chosen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var word in words)
        {
            var parts = word.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                problems.Add($"\"{word}\" sets no parameter: write a name, = and a number, like {Example()}.");
            else if (!chosen.TryAdd(parts[0], value))
                problems.Add($"{parts[0]} is given more than once.");
        }
        var reading = Choose(chosen);
        return problems.Count == 0 ? reading : new ParameterReading(null, [.. problems, .. reading.Problems]);
    }

    private string Example() => Parameters.Count > 0 ? $"{Parameters[0].Name}={Parameters[0].Default}" : "period=20";

    private int IndexOf(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
            if (Parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private string Unknown(string name)
    {
        if (Parameters.Count == 0) return $"{Name} has no parameter {name}: it has none at all.";
        var names = Parameters.Select(parameter => parameter.Name).ToArray();
        return $"{Name} has no parameter {name}: {Nearest.Question(name, names) ?? $"it has {string.Join(", ", names)}."}";
    }
}
