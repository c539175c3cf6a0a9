using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Knowledge.Notes;

public enum Fate
{
    /// In the note with all it says.
    Told,

    /// In the note without its detail.
    Shortened,

    /// Another that says the same is told, and says how many sources carry it.
    Folded,

    /// Better items filled the lane.
    LaneFull,

    /// Better items filled the note's list.
    WindowFull,

    /// Its lane has had its share of the budget.
    LaneCeiling,

    /// The budget has no room for it.
    NoRoom,

    LaneMuted,
    LaneDisabled,

    /// No lane looks at it.
    NoLane,

    Inactive,
    Retired,
    Expired,

    /// It became known after the moment the note is for.
    NotYetKnown,
}

/// What became of an object in a note.
/// <param name="Lane">The lane that speaks for it: the one where it is worth most, or the one where it must surface.</param>
/// <param name="Tokens">What its line costs; 0 where none was written.</param>
/// <param name="Why">The fate in words and numbers.</param>
public sealed record ItemAccount(ObjectKey Key, string Text, string? Lane, Score Score, Fate Fate, string Why, int Tokens)
{
    public bool IsInNote => Fate is Fate.Told or Fate.Shortened;
}
