namespace Perun.Mind.Memories.Recalling;

/// What was recalled for a decision.
public sealed record DecisionMemory(
    string Symbol,
    DateTime At,
    IReadOnlyList<Memory> Trades,
    IReadOnlyList<Memory> Signals,
    IReadOnlyList<SimilarPast> Similar,
    IReadOnlyList<Recalled> Lessons,
    IReadOnlyList<Memory> Related)
{
    /// Everything that was shown, each once: what the record must be able to find again.
    public IReadOnlyList<string> Ids =>
    [
        .. Trades.Concat(Signals).Concat(Lessons.Select(lesson => lesson.Memory)).Concat(Related)
            .Concat(Similar.SelectMany(past => past.Trade is { } trade ? (Memory[])[past.Signal, trade] : [past.Signal]))
            .Select(memory => memory.Id).Distinct(StringComparer.Ordinal),
    ];
}

/// A decision of the past that was taken as things stand now.
/// <param name="Distance">0 where they stood exactly so.</param>
/// <param name="Trade">What became of it, where it is over.</param>
public readonly record struct SimilarPast(Memory Signal, double Distance, Memory? Trade);

/// How many of each at most.
public sealed record RecallBounds(int Trades = 5, int Signals = 5, int Similar = 3, int Lessons = 5, int Related = 5)
{
    public static RecallBounds Default { get; } = new();
}
