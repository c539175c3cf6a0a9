using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// <param name="Protected">How many of them are never pruned, for one reason or another.</param>
/// <param name="Organised">How many a model has looked through; rules have been through all of them.</param>
/// <param name="Embedded">How many have a vector, by the model that made it.</param>
public sealed record MemoryStats(
    long Count, DateTime? Oldest, DateTime? Newest, long Protected, long Organised, IReadOnlyList<(string Model, long Count)> Embedded, IReadOnlyList<(MemoryKind Kind, long Count)> Kinds, IReadOnlyList<(string Symbol, long Count)> Symbols);

/// How far whoever works on memories has come, by name.
public static class MemoryCursors
{
    public const string Journal = "journal";
    public const string Archive = "archive";
    public const string Organised = "organised";

    public static string Embedded(string model) => $"embedded by {model}";
}

/// What is to be let go.
/// <param name="OlderThan">Everything from before this moment; summaries and lessons stay.</param>
/// <param name="MostCount">Beyond this many, what is least worth keeping: a year of age weighs as much as all of importance.</param>
/// <param name="Now">From when age counts.</param>
/// <param name="IsTrial">Says what would go, and leaves it.</param>
public sealed record PruneRule(DateTime Now, DateTime? OlderThan = null, long? MostCount = null, bool IsTrial = false);

/// <param name="Kept">How many the rule would have let go if the audit didn't need them.</param>
public sealed record Pruned(IReadOnlyList<PrunedMemory> Gone, long Left, long Kept);

public readonly record struct PrunedMemory(string Id, MemoryKind Kind, DateTime At);
