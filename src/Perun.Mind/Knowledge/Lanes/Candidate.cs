namespace Perun.Mind.Knowledge.Lanes;

/// An object that a lane would tell, and what it is worth there.
internal readonly record struct Candidate(Held Held, Lane Lane, Score Score)
{
    /// The better first.
    public static int Compare(Candidate one, Candidate other)
    {
        if (one.Score.IsPinned != other.Score.IsPinned) return one.Score.IsPinned ? -1 : 1;
        var byScore = other.Score.Total.CompareTo(one.Score.Total);
        return byScore != 0 ? byScore : RankOrder.Instance.Compare(one.Held, other.Held);
    }
}

internal sealed class CandidateOrder : IComparer<Candidate>
{
    public static readonly CandidateOrder Instance = new();

    public int Compare(Candidate one, Candidate other) => Candidate.Compare(one, other);
}
