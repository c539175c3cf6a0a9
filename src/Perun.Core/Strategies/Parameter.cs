namespace Perun.Core.Strategies;

/// A number that a strategy can be tuned by, so that sweeps and pages can offer it.
/// <param name="Step">What a sweep adds from one value to the next; other values between the limits are allowed, too.</param>
/// <param name="Meaning">One line, with the unit.</param>
public sealed record Parameter(string Name, double Default, double Min, double Max, double Step, string Meaning)
{
    private const int MostSteps = 10_000_000;

    /// Counts something: no fractions.
    public bool IsWhole => double.IsInteger(Min) && double.IsInteger(Step);

    /// How many values a sweep over the whole range has.
    public int Count => (int)Math.Floor((Max - Min) / Step + 1e-9) + 1;

    /// The values of a sweep, from 0; free of the dust that adding steps leaves.
    public double At(int index) => Math.Round(Min + index * Step, 10);

    /// What is wrong with a value, as a sentence; null where nothing is.
    public string? Objection(double value)
    {
        if (!(value >= Min && value <= Max)) return $"{Name} is {value}: give {(IsWhole ? "a whole number" : "a number")} from {Min} to {Max}.";
        return IsWhole && !double.IsInteger(value) ? $"{Name} is {value}: give a whole number from {Min} to {Max}." : null;
    }

    /// What is wrong with the declaration itself; null where nothing is.
    public string? Flaw()
    {
        if (!double.IsFinite(Min) || !double.IsFinite(Max) || Min > Max) return $"{Name} ranges from {Min} to {Max}: the first must not be above the second.";
        if (!(Step > 0) || !double.IsFinite(Step)) return $"{Name} has a step of {Step}: it must be above 0.";
        if ((Max - Min) / Step > MostSteps) return $"{Name} has more than {MostSteps:#,##0} steps: make them larger, or the range smaller.";
        return Objection(Default) is { } objection ? $"The default of {objection}" : null;
    }
}
