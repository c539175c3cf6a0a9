namespace Perun.Facts;

/// The whole story of one decision: what was proposed, how it was judged, what was ordered, what came of it.
public sealed record Explanation
{
    public required DecisionFact Decision { get; init; }

    /// What the analyst saw and said, in full.
    public required IReadOnlyList<string> Basis { get; init; }

    public required IReadOnlyList<OrderFact> Orders { get; init; }

    /// In order: verdict, orders, fills, changes.
    public required IReadOnlyList<StoryStep> Story { get; init; }

    public TradeFact? Trade { get; init; }

    /// What a model saw and said; null where none was asked, or where it was let go.
    public MindFact? Mind { get; init; }
}

/// <param name="Position">The journal position of the event that caused it.</param>
public sealed record StoryStep(DateTime At, long Position, string What, string Text);
