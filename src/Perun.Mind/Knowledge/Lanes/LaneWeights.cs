namespace Perun.Mind.Knowledge.Lanes;

/// What each grade counts in a lane. Severity is 1 to 4, confidence 1 to 3, priority 1 (P3) to 4 (P0), recency 0 to 1 and
/// relevance 0, a half (about no instrument in particular) or 1 (about one that was asked for).
public sealed record LaneWeights
{
    public static LaneWeights Default { get; } = new();

    public double Severity { get; init; } = 1.0;

    public double Confidence { get; init; } = 0.7;

    public double Priority { get; init; } = 0.8;

    public double Recency { get; init; } = 0.1;

    public double Relevance { get; init; } = 1.0;

    /// What a pinned item scores instead of everything else.
    public double Pinned { get; init; } = 1000;
}
