namespace Perun.Mind.Knowledge.Lanes;

/// Among objects of equal score: the newer first, then by kind, then by id. Every object has its own place in it, so the
/// same knowledge makes the same note.
internal sealed class RankOrder : IComparer<Held>
{
    public static readonly RankOrder Instance = new();

    public int Compare(Held? one, Held? other)
    {
        var byAge = other!.Since.CompareTo(one!.Since);
        if (byAge != 0) return byAge;
        var byKind = one.Object.Kind.CompareTo(other.Object.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(one.Object.Id, other.Object.Id);
    }
}
