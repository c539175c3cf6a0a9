namespace Perun.Facts;

/// <param name="Budget">The most tokens; as the settings say when not given.</param>
/// <param name="All">Also what no lane came to look at.</param>
public sealed record ContextQuery(int? Budget = null, bool All = false)
{
    public const int LeastBudget = 1;
    public const int MostBudget = 1_000_000;
}

/// The note that a decision would see, and what became of everything that was known.
public sealed record ContextFact
{
    public required DateTime AsOf { get; init; }

    public required IReadOnlyList<string> Focus { get; init; }

    public required int Budget { get; init; }

    /// What the note costs; zero where there is none.
    public required int Tokens { get; init; }

    /// How tokens were counted.
    public required string Counter { get; init; }

    /// Empty where there is none.
    public required string Note { get; init; }

    /// Why there is no note; null where there is one.
    public string? Failure { get; init; }

    public required IReadOnlyList<LaneFact> Lanes { get; init; }

    public required IReadOnlyList<SourceFact> Sources { get; init; }

    /// Those in the note first, in its ranking.
    public required IReadOnlyList<ItemFact> Items { get; init; }
}

/// <param name="Stale">Since when what fills it says nothing; null while it is fresh.</param>
public sealed record LaneFact(string Id, string Name, string Status, bool MustSurface, int Selected, int Told, int Tokens, DateTime? Stale);

public sealed record SourceFact(string Name, string Lane, bool IsOn, DateTime? LastSuccess, DateTime? StaleSince, string? LastError, long Taken, long Repeats, long Refused)
{
    /// Why it is not asked; null where it is.
    public string? Why { get; init; }
}

/// <param name="Parts">What the score is made of.</param>
/// <param name="Fate">told, shortened, folded, no room …</param>
/// <param name="Why">The fate in words and numbers.</param>
/// <param name="Tokens">What its line costs; zero where none was written.</param>
public sealed record ItemFact(string Key, string Text, string? Lane, double Score, string Parts, string Fate, bool IsInNote, string Why, int Tokens);
