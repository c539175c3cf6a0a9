namespace Perun.Adapters.Venues.Kraken.Market;

/// What became of a book by a message.
internal enum BookState
{
    /// No snapshot yet: changes say nothing.
    Waiting,

    Good,

    /// It is not the book that Kraken has: it needs a new snapshot.
    Broken,
}

/// A pair's book as Kraken keeps it, in whole numbers, with Kraken's own check of it. A change allocates nothing.
internal sealed class KrakenBook
{
    private const int LongestCheck = 2 * 10 * 40;

    /// A message that sets more levels than both sides hold many times over is no change of this book.
    private const int MostLevels = 16;

    private readonly int _priceDecimals;
    private readonly int _quantityDecimals;
    private readonly int _depth;
    private readonly BookSide _asks;
    private readonly BookSide _bids;

    public KrakenBook(int priceDecimals, int quantityDecimals, int depth)
    {
        (_priceDecimals, _quantityDecimals, _depth) = (priceDecimals, quantityDecimals, depth);
        (_asks, _bids) = (new BookSide(depth, sign: 1), new BookSide(depth, sign: -1));
    }

    public BookState State { get; private set; }

    public BookSide Asks => _asks;

    public BookSide Bids => _bids;

    /// The best prices and sizes; false where a side is empty.
    public bool TryBest(out double bid, out double ask, out double bidSize, out double askSize)
    {
        (bid, ask, bidSize, askSize) = (0, 0, 0, 0);
        if (State != BookState.Good || _bids.Count == 0 || _asks.Count == 0) return false;
        bid = new Fixed(_bids.Price(0), _priceDecimals).ToDouble();
        ask = new Fixed(_asks.Price(0), _priceDecimals).ToDouble();
        bidSize = new Fixed(_bids.Quantity(0), _quantityDecimals).ToDouble();
        askSize = new Fixed(_asks.Quantity(0), _quantityDecimals).ToDouble();
        return true;
    }

    public void Forget()
    {
        State = BookState.Waiting;
        _asks.Clear();
        _bids.Clear();
    }

    public BookState Take(ReadOnlySpan<BookLevel> levels, uint checksum, bool isSnapshot)
    {
        if (isSnapshot)
        {
            Forget();
            State = BookState.Good;
        }
        if (State != BookState.Good) return State;
        return State = levels.Length <= MostLevels * (_depth + 8) && Apply(levels) && Checksum() == checksum && !IsCrossed() ? BookState.Good : BookState.Broken;
    }

    public uint Checksum()
    {
        Span<byte> text = stackalloc byte[LongestCheck];
        var length = _asks.CopyChecked(text);
        length += _bids.CopyChecked(text[length..]);
        return Crc32.Of(text[..length]);
    }

    private bool Apply(ReadOnlySpan<BookLevel> levels)
    {
        foreach (ref readonly var level in levels)
        {
            if (!level.Price.TryScale(_priceDecimals, out var price) || !level.Quantity.TryScale(_quantityDecimals, out var quantity)) return false;
            if (price <= 0 || quantity < 0) return false;
            (level.IsAsk ? _asks : _bids).Set(price, quantity);
        }
        _asks.Truncate();
        _bids.Truncate();
        return true;
    }

    /// The checksum may agree on a book that can't be.
    private bool IsCrossed() => _asks.Count > 0 && _bids.Count > 0 && _bids.Price(0) >= _asks.Price(0);
}

internal readonly record struct BookLevel(bool IsAsk, Fixed Price, Fixed Quantity);
