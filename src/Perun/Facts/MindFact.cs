namespace Perun.Facts;

/// What a model saw, was told and said, and what the checks made of it: the part of a decision's story that the archive keeps.
public sealed record MindFact
{
    public required DateTime AsOf { get; init; }

    /// The model that answered or was asked last; empty where none was.
    public required string Model { get; init; }

    /// Answered, refused, timed out …
    public required string Outcome { get; init; }

    /// Why there is no usable answer; null where there is one.
    public string? Failure { get; init; }

    /// The model that should have answered, and why it did not.
    public string? InsteadOf { get; init; }

    public required string Note { get; init; }

    public required string NoteHash { get; init; }

    public required int NoteTokens { get; init; }

    public required int NoteBudget { get; init; }

    /// What was in the note and what was not, with the reasons.
    public required IReadOnlyList<ItemFact> Items { get; init; }

    public required string PromptName { get; init; }

    public required string PromptHash { get; init; }

    /// Its version's own words.
    public string? PromptSystem { get; init; }

    public string? PromptRequest { get; init; }

    public required string Answer { get; init; }

    /// What the checks made of each symbol.
    public required IReadOnlyList<CheckedFact> Checks { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }

    public required double LatencySeconds { get; init; }

    public required bool FromRecord { get; init; }

    /// Its link in the chain, and the link's hash.
    public required long Link { get; init; }

    public required string LinkHash { get; init; }
}

/// <param name="Verdict">accepted, symbol outside, confidence outside …</param>
/// <param name="Why">For what was refused.</param>
/// <param name="Flags">Odd, and no reason to refuse.</param>
public sealed record CheckedFact(string Symbol, string Action, double? Confidence, string Rationale, string Verdict, string? Why, IReadOnlyList<string> Flags);
