using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// <param name="Protected">How many of them are never pruned, for one reason or another.</param>
public sealed record MemoryStats(
    long Count, DateTime? Oldest, DateTime? Newest, long Protected, IReadOnlyList<(MemoryKind Kind, long Count)> Kinds, IReadOnlyList<(string Symbol, long Count)> Symbols);

/// What is to be let go.
/// <param name="OlderThan">Everything from before this moment; summaries and lessons stay.</param>
/// <param name="MostCount">Beyond this many, what is least worth keeping: a year of age weighs as much as all of importance.</param>
/// <param name="Now">From when age counts.</param>
/// <param name="IsTrial">Says what would go, and leaves it.</param>
public sealed record PruneRule(DateTime Now, DateTime? OlderThan = null, long? MostCount = null, bool IsTrial = false);

/// <param name="Kept">How many the rule would have let go if the audit didn't need them.</param>
public sealed record Pruned(IReadOnlyList<PrunedMemory> Gone, long Left, long Kept);

public readonly record struct PrunedMemory(string Id, MemoryKind Kind, DateTime At);
