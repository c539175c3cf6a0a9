namespace Perun.Core.Strategies;

/// Makes a constructor's parameter one of the strategy's: int or double, with a default. The rest keep their defaults.
/// <param name="step">What a sweep adds from one value to the next.</param>
/// <param name="meaning">One line, with the unit.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RangeAttribute(double min, double max, double step = 1, string meaning = "") : Attribute
{
    public double Min => min;

    public double Max => max;

    public double Step => step;

    public string Meaning => meaning;
}
