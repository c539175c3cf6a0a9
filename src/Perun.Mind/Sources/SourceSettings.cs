namespace Perun.Mind.Sources;

/// How a source is asked.
public sealed record SourceSettings
{
    public bool IsOn { get; init; } = true;

    /// From one asking to the next.
    public required TimeSpan Every { get; init; }

    /// The most askings within the window, failed ones included.
    public int MostCalls { get; init; } = 60;

    public TimeSpan CallWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// The pause after a failure; it doubles with each further one, up to the longest.
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);

    /// Without a success for this long, what its lane says is stale; null means three times `Every`.
    public TimeSpan? StaleAfter { get; init; }
}

/// How a source is doing.
/// <param name="NextAsking">Null while it is off.</param>
/// <param name="StaleSince">The last success before it went quiet for too long, or the moment it was added; null while it is fresh.</param>
/// <param name="Repeats">Objects that said nothing new.</param>
/// <param name="Refused">Objects that were not taken in.</param>
public sealed record SourceStatus(
    string Name, string Lane, bool IsOn, DateTime? NextAsking, DateTime? LastSuccess, string? LastError, DateTime? LastErrorAt,
    DateTime? StaleSince, int FailuresInARow, long Taken, long Repeats, long Refused);

/// Something about a source that the user is told, once for each time it begins.
public sealed record SourceNotice(DateTime At, string Source, string Text);
