using System.Globalization;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

/// The values of one parameter that a search may try: a list, or steps from one number to another.
public sealed class SearchRange
{
    private readonly double[]? _list;
    private readonly double _from;
    private readonly double _step;

    private SearchRange(Parameter parameter, double[] list) => (Parameter, _list, Count) = (parameter, list, list.Length);

    private SearchRange(Parameter parameter, double from, double step, int count) => (Parameter, _from, _step, Count) = (parameter, from, step, count);

    public Parameter Parameter { get; }

    public int Count { get; }

    /// Free of the dust that adding steps leaves.
    public double At(int index) => _list is not null ? _list[index] : Math.Round(_from + index * _step, 10);

    /// As a person would write it.
    public string Words => _list is null ? Count > 1 ? $"{At(0)}:{At(Count - 1)}:{_step}" : $"{At(0)}" : string.Join(',', _list);

    public static SearchRange Whole(Parameter parameter) => new(parameter, parameter.Min, parameter.Step, parameter.Count);

    /// From words like 5:30:5 (from, to, step; the step may be left out) or 20,50,100; or says what is wrong with them.
    public static SearchRange? Parse(Parameter parameter, string words, out string? problem)
    {
        var range = words.Contains(':') ? Steps(parameter, words, out problem) : List(parameter, words, out problem);
        return problem is null ? range : null;
    }

    private static SearchRange? Steps(Parameter parameter, string words, out string? problem)
    {
        var parts = words.Split(':');
        var step = parameter.Step;
        if (parts.Length > 3 || !Number(parts[0], out var from) || !Number(parts[1], out var to) || (parts.Length == 3 && !Number(parts[2], out step)))
        {
            problem = $"\"{parameter.Name}={words}\" is no range: write from:to:step, like {parameter.Name}={parameter.Min}:{parameter.Max}:{parameter.Step}.";
            return null;
        }
        problem = from > to ? $"The range of {parameter.Name} is reversed, from {from} to {to}: write {parameter.Name}={to}:{from}{(parts.Length == 3 ? $":{step}" : "")}."
            : !(step > 0) ? $"The step of {parameter.Name} is {step}: it must be above 0, or the range would never end."
            : (to - from) / step > 1_000_000 ? $"The range of {parameter.Name} has more than 1,000,000 steps: make them larger."
            : null;
        if (problem is not null) return null;
        var range = new SearchRange(parameter, from, step, (int)Math.Floor((to - from) / step + 1e-9) + 1);
        problem = Objection(range);
        return range;
    }

    private static SearchRange? List(Parameter parameter, string words, out string? problem)
    {
        var values = new List<double>();
        foreach (var word in words.Split(','))
        {
            if (!Number(word, out var value))
            {
                problem = $"\"{word}\" is no number for {parameter.Name}: write a list like {parameter.Name}={parameter.Min},{parameter.Default}, or a range from:to:step.";
                return null;
            }
            if (!values.Contains(value)) values.Add(value);
        }
        values.Sort();
        var range = new SearchRange(parameter, [.. values]);
        problem = Objection(range);
        return range;
    }

    private static string? Objection(SearchRange range) =>
        range.Parameter.Objection(range.At(0)) ?? range.Parameter.Objection(range.At(range.Count - 1))
        ?? (range.Count > 1 ? range.Parameter.Objection(range.At(1)) : null);

    private static bool Number(string text, out double value) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
