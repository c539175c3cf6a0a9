using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Books;

/// What a book message says: levels that are there now (with nothing left where they went), and the checksum of the book after it.
internal readonly record struct BookChange(IReadOnlyList<BookLevel> Bids, IReadOnlyList<BookLevel> Asks, uint Checksum)
{
    public bool IsEmpty => Bids.Count == 0 && Asks.Count == 0;
}

/// A book as one subscriber has it, and what it has to be told to have the new one. Levels that better ones push out of its depth
/// are not told: the subscriber cuts its book itself.
internal sealed class BookFeed(KrakenPair pair, int depth)
{
    private BookLevel[] _bids = [], _asks = [];

    public int Depth => depth;

    public BookChange Snapshot(BookLevel[] bids, BookLevel[] asks)
    {
        (_bids, _asks) = (bids, asks);
        return new BookChange(bids, asks, Checksum);
    }

    public BookChange Follow(BookLevel[] bids, BookLevel[] asks)
    {
        var change = (Bids: Difference(_bids, bids, static (one, other) => other.CompareTo(one)), Asks: Difference(_asks, asks, static (one, other) => one.CompareTo(other)));
        (_bids, _asks) = (bids, asks);
        return new BookChange(change.Bids, change.Asks, Checksum);
    }

    private uint Checksum => BookChecksum.Of(_asks, _bids, pair.PriceDecimals, KrakenPair.LotDecimals);

    /// Both sides run from the best level to the worst.
    private static List<BookLevel> Difference(BookLevel[] before, BookLevel[] after, Comparison<decimal> compare)
    {
        var changes = new List<BookLevel>();
        var (old, fresh) = (0, 0);
        while (old < before.Length || fresh < after.Length)
        {
            if (fresh == after.Length) break; // worse than all that is left: out of the depth
            var order = old == before.Length ? 1 : compare(before[old].Price, after[fresh].Price);
            if (order < 0) changes.Add(new BookLevel(before[old++].Price, 0));
            else if (order > 0) changes.Add(after[fresh++]);
            else if (before[old++].Quantity != after[fresh++].Quantity) changes.Add(after[fresh - 1]);
        }
        return changes;
    }
}
