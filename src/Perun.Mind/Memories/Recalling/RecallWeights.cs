namespace Perun.Mind.Memories.Recalling;

/// How much each counts in what is recalled; each part is from 0 to 1.
/// <param name="HalfLife">After this a memory counts half as recent.</param>
public sealed record RecallWeights(double Relevance, double Recency, double Importance, TimeSpan HalfLife)
{
    /// Fewer words in common with what is talked about are chance, and so is less likeness of meaning.
    public double LeastShare { get; init; } = 0.34;

    public double LeastLikeness { get; init; } = 0.5;

    public static RecallWeights Default { get; } = new(Relevance: 0.5, Recency: 0.25, Importance: 0.25, HalfLife: TimeSpan.FromDays(30));

    public double Score(Memory memory, double relevance, DateTime now) =>
        Relevance * relevance + Recency * RecencyOf(memory.At, now) + Importance * memory.Importance;

    public double RecencyOf(DateTime at, DateTime now) => now <= at ? 1 : Math.Pow(0.5, (now - at) / HalfLife);
}

/// A memory that came up, and why.
/// <param name="Relevance">0 to 1, in comparison with what else was found.</param>
public readonly record struct Recalled(Memory Memory, double Score, double Relevance, double Recency);
