namespace Perun.Core.Strategies;

/// A value for every parameter of one strategy. Only its definition makes them, so that they are always allowed together.
public sealed class ParameterValues
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly double[] _values;

    internal ParameterValues(IReadOnlyList<Parameter> parameters, double[] values) => (_parameters, _values) = (parameters, values);

    public double this[string name]
    {
        get
        {
            for (var i = 0; i < _values.Length; i++)
                if (_parameters[i].Name == name) return _values[i];
            throw new ArgumentException($"there is no parameter {name}", nameof(name));
        }
    }

    public int Whole(string name) => checked((int)this[name]);

    /// In the order in which the strategy declares them.
    public IReadOnlyDictionary<string, double> ByName()
    {
        var byName = new OrderedDictionary<string, double>(_values.Length, StringComparer.Ordinal);
        for (var i = 0; i < _values.Length; i++) byName.Add(_parameters[i].Name, _values[i]);
        return byName;
    }

    /// fast=12 slow=26
    public override string ToString()
    {
        var words = new string[_values.Length];
        for (var i = 0; i < words.Length; i++) words[i] = $"{_parameters[i].Name}={_values[i]}";
        return string.Join(' ', words);
    }
}

/// What came of choosing values: all of them, or everything that is wrong with the choice.
public sealed record ParameterReading(ParameterValues? Values, IReadOnlyList<string> Problems);
