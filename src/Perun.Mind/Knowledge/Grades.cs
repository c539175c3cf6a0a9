namespace Perun.Mind.Knowledge;

public enum Severity
{
    Low = 1,
    Medium = 2,
    High = 3,
    Critical = 4,
}

public enum Confidence
{
    Low = 1,
    Medium = 2,
    High = 3,
}

/// P0 is the most urgent; its number is what it counts in a score.
public enum Priority
{
    P3 = 1,
    P2 = 2,
    P1 = 3,
    P0 = 4,
}

public enum Standing
{
    Active,
    Done,
    Dropped,
}

/// The grades that a kind carries; one that it does not have counts nothing.
public readonly record struct Grades(Severity? Severity = null, Confidence? Confidence = null, Priority? Priority = null)
{
    internal const int Classes = 5 * 4 * 5;

    /// Objects of one class have the same importance in every lane, so among them only their age decides.
    internal int Class => (((int)Severity.GetValueOrDefault() * 4) + (int)Confidence.GetValueOrDefault()) * 5 + (int)Priority.GetValueOrDefault();

    internal bool AreKnown =>
        Severity is null or (>= Knowledge.Severity.Low and <= Knowledge.Severity.Critical)
        && Confidence is null or (>= Knowledge.Confidence.Low and <= Knowledge.Confidence.High)
        && Priority is null or (>= Knowledge.Priority.P3 and <= Knowledge.Priority.P0);
}
