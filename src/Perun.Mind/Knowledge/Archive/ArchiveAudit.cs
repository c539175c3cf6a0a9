namespace Perun.Mind.Knowledge.Archive;

/// What came of looking at a chain.
/// <param name="Links">Those that were looked at, up to the break where there is one.</param>
/// <param name="Sealed">How many older ones a seal stands for.</param>
/// <param name="Break">What is wrong with the first bad link; null when every byte is as it was written.</param>
public sealed record ArchiveAudit(long Links, long Sealed, string? Break)
{
    /// <param name="chain">All there is, in order.</param>
    public static ArchiveAudit Look(IEnumerable<ArchiveLink> chain)
    {
        ArchiveLink? first = null;
        ArchiveLink? last = null;
        var (links, isSealed) = (0L, true);
        foreach (var link in chain)
        {
            if (first is null)
            {
                first = link;
                isSealed = link.Sequence == 1;
            }
            var (sequence, before) = last is null ? Start(link) : (last.Sequence, last.Hash);
            if (link.BreakAfter(sequence, before) is { } trouble) return new ArchiveAudit(links, 0, trouble);
            if (ArchiveSeal.In(link.Kept) is { } seal && seal.UpTo == first.Sequence - 1 && seal.Hash == first.Before) isSealed = true;
            last = link;
            links++;
        }
        return isSealed
            ? new ArchiveAudit(links, first is null ? 0 : first.Sequence - 1, null)
            : new ArchiveAudit(links, 0, $"note 1 is missing: {first!.Sequence} stands in its place, and no seal says that the older ones were let go");
    }

    /// The first link says itself what it follows; where that is not the beginning, a seal has to say the same.
    private static (long Sequence, string Before) Start(ArchiveLink first) => first.Sequence == 1 ? (0, ArchiveLink.Beginning) : (first.Sequence - 1, first.Before);
}
