using System.Buffers.Text;

namespace Perun.Adapters.Venues.Kraken.Market;

/// One side of a book, the best price first, in the pair's smallest steps. It keeps each level's text for the checksum beside it, so
/// that a change writes the digits of one level and not of twenty.
/// <param name="sign">One where lower prices are better (asks), minus one where higher ones are (bids).</param>
internal sealed class BookSide(int depth, int sign)
{
    /// Two numbers of 64 bits.
    private const int LongestText = 40;

    /// How far into the book the checksum reaches.
    private const int Checked = 10;

    /// A message may bring more new levels than it takes away; those beyond the depth go after it.
    private long[] _keys = new long[depth + 8];
    private long[] _quantities = new long[depth + 8];
    private byte[] _texts = new byte[(depth + 8) * LongestText];
    private byte[] _lengths = new byte[depth + 8];

    public int Count { get; private set; }

    public long Price(int place) => _keys[place] * sign;

    public long Quantity(int place) => _quantities[place];

    public void Clear() => Count = 0;

    /// A quantity of zero takes the level away; false where there was none to take away.
    public bool Set(long price, long quantity)
    {
        var key = price * sign;
        var place = Find(key);
        var isThere = place < Count && _keys[place] == key;
        if (quantity == 0)
        {
            if (!isThere) return false;
            Move(place + 1, place, Count - place - 1);
            Count--;
            return true;
        }
        if (!isThere)
        {
            if (Count == _keys.Length) Grow();
            Move(place, place + 1, Count - place);
            Count++;
            _keys[place] = key;
        }
        _quantities[place] = quantity;
        Write(place, price, quantity);
        return true;
    }

    /// Kraken forgets what lies beyond the depth, and says nothing of it.
    public void Truncate()
    {
        if (Count > depth) Count = depth;
    }

    /// The texts of the first levels, one after the other.
    public int CopyChecked(Span<byte> target)
    {
        var length = 0;
        for (var place = 0; place < Count && place < Checked; place++)
        {
            _texts.AsSpan(place * LongestText, _lengths[place]).CopyTo(target[length..]);
            length += _lengths[place];
        }
        return length;
    }

    /// Most changes are near the best price.
    private int Find(long key)
    {
        var keys = _keys.AsSpan(0, Count);
        for (var place = 0; place < keys.Length && place < 8; place++)
            if (keys[place] >= key) return place;
        var found = keys.BinarySearch(key);
        return found < 0 ? ~found : found;
    }

    private void Write(int place, long price, long quantity)
    {
        var text = _texts.AsSpan(place * LongestText, LongestText);
        Utf8Formatter.TryFormat(price, text, out var first);
        Utf8Formatter.TryFormat(quantity, text[first..], out var second);
        _lengths[place] = (byte)(first + second);
    }

    private void Move(int from, int to, int count)
    {
        Array.Copy(_keys, from, _keys, to, count);
        Array.Copy(_quantities, from, _quantities, to, count);
        Array.Copy(_lengths, from, _lengths, to, count);
        Array.Copy(_texts, from * LongestText, _texts, to * LongestText, count * LongestText);
    }

    private void Grow()
    {
        var size = 2 * _keys.Length;
        Array.Resize(ref _keys, size);
        Array.Resize(ref _quantities, size);
        Array.Resize(ref _lengths, size);
        Array.Resize(ref _texts, size * LongestText);
    }
}
