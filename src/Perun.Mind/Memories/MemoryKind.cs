namespace Perun.Mind.Memories;

/// What a memory is of. The names are written into files and the database: they don't change.
public enum MemoryKind
{
    Trade,
    Signal,
    Analysis,
    Market,
    Portfolio,
    Error,
    Log,
    Conversation,
    Lesson,
    Summary,
}

public static class MemoryKinds
{
    public static IReadOnlyList<MemoryKind> All { get; } = Enum.GetValues<MemoryKind>();

    /// Those that say something of their own each time.
    public static IReadOnlyList<MemoryKind> Telling { get; } =
        [MemoryKind.Trade, MemoryKind.Analysis, MemoryKind.Error, MemoryKind.Conversation, MemoryKind.Lesson, MemoryKind.Summary];

    public static string Word(this MemoryKind kind) => kind.ToString().ToLowerInvariant();

    public static bool TryParse(string? text, out MemoryKind kind)
    {
        foreach (var known in All)
        {
            kind = known;
            if (string.Equals(known.Word(), text, StringComparison.OrdinalIgnoreCase)) return true;
        }
        kind = default;
        return false;
    }
}
