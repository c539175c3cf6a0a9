namespace Perun.Mind.Knowledge.Notes;

/// What a note is asked for.
public sealed record NoteRequest
{
    /// The moment it is written for. Nothing that was learned later is in it.
    public required DateTime AsOf { get; init; }

    /// The most tokens it may cost.
    public required int Budget { get; init; }

    /// The symbols it is for: what is about them counts as relevant. None means no matter.
    public IReadOnlyList<string> Focus { get; init; } = [];

    public string Name { get; init; } = "context";

    /// What the reader has to know about the note itself: "news-sentiment is stale since 13:05: Perigon does not answer".
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
