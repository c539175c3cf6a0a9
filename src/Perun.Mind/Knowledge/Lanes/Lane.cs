namespace Perun.Mind.Knowledge.Lanes;

public enum LaneStatus
{
    /// Selects, and its selection goes into the note.
    Enabled,

    /// Selects, so that one can look at it, but stays out of the note.
    Muted,

    /// Does nothing.
    Disabled,
}

/// A view of all knowledge that picks what it is about and ranks it by its own weights.
public sealed record Lane
{
    public const int DefaultCap = 30;

    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public LaneStatus Status { get; init; }

    /// All it selects is in the note before anything else, or there is no note.
    public bool MustSurface { get; init; }

    /// Any of them will do; none at all matches everything.
    public IReadOnlyList<TagMatch> Filter { get; init; } = [];

    /// Which kinds it looks at; none named means all of them.
    public IReadOnlyList<KnowledgeKind> Kinds { get; init; } = [];

    public LaneWeights Weights { get; init; } = LaneWeights.Default;

    /// What it told to a model that answered is set aside, and not told again before it changes.
    public bool TellsOnce { get; init; }

    /// After this long, recency counts half.
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromHours(1);

    /// The most items it selects.
    public int Cap { get; init; } = DefaultCap;

    /// The share of the note's budget that is kept for it, 0 to 1, as far as it has whole items to fill it.
    public double Floor { get; init; }

    /// The largest share of the note's budget that it may take, 0 to 1. What must surface has none.
    public double Ceiling { get; init; } = 1;

    /// Selected before everything else, whatever the filter says, as long as they are live.
    public IReadOnlyList<ObjectKey> Pins { get; init; } = [];

    public bool Wants(KnowledgeObject about)
    {
        if (Kinds.Count > 0 && !Kinds.Contains(about.Kind)) return false;
        for (var i = 0; i < Filter.Count; i++)
            if (Filter[i].Matches(about.Tags)) return true;
        return Filter.Count == 0;
    }

    /// Whether both look at the same objects, so that an index made for one serves the other.
    internal bool LooksLike(Lane other) => Kinds.SequenceEqual(other.Kinds) && Filter.SequenceEqual(other.Filter);
}

/// A tag with this key and, where one is named, this value.
public readonly record struct TagMatch(string Key, string? Value = null)
{
    public bool Matches(IReadOnlyList<Tag> tags)
    {
        for (var i = 0; i < tags.Count; i++)
            if (tags[i].Key == Key && (Value is null || tags[i].Value == Value)) return true;
        return false;
    }

    public override string ToString() => Value is null ? Key : $"{Key}:{Value}";
}

/// All lanes, in the order that breaks ties between them, and the most items of a note (those that must surface not counted).
public sealed record LaneSet(IReadOnlyList<Lane> Lanes, int Window = LaneSet.DefaultWindow)
{
    public const int DefaultWindow = 35;
}
