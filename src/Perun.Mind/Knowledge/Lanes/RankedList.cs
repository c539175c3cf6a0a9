namespace Perun.Mind.Knowledge.Lanes;

/// Objects of one class in their lasting order. Kept in sorted pieces, the newest last, so that what is new is appended and a
/// change in the middle moves a few kilobytes at most. What is gone stays where it is, is passed over, and is swept out together
/// each time the list has doubled: to be told of each would cost more than all the rest, as its list lies in cold memory.
internal sealed class RankedList
{
    private const int MostInPiece = 256;
    private const int Few = 64;

    private Piece[] _pieces = [new Piece()];
    private int _pieceCount = 1;
    private int _count;
    private int _sweepAt = Few;

    /// Nothing is in it, not even what is gone.
    public bool IsEmpty => _count == 0;

    public void Add(Held held)
    {
        var entry = new Entry(held);
        var at = PieceFor(entry);
        if (_pieces[at].Count == MostInPiece)
        {
            MakeRoomAfter(at);
            if (at + 1 == _pieceCount - 1 && _pieces[at].Last.CompareTo(entry) < 0) _pieces[at + 1] = new Piece();
            else _pieces[at + 1] = _pieces[at].SplitOff();
            if (_pieces[at].Last.CompareTo(entry) < 0) at++;
        }
        if (_pieces[at].Insert(entry) && ++_count >= _sweepAt) Sweep();
    }

    /// Takes out what has gone from the base.
    public void Sweep()
    {
        var (kept, count) = (0, 0);
        for (var at = 0; at < _pieceCount; at++)
        {
            _pieces[at].Sweep();
            count += _pieces[at].Count;
            if (_pieces[at].Count > 0) _pieces[kept++] = _pieces[at];
        }
        if (kept == 0) _pieces[kept++] = new Piece();
        _pieces.AsSpan(kept).Clear();
        (_pieceCount, _count, _sweepAt) = (kept, count, Math.Max(Few, 2 * count));
    }

    /// Newest first, as RankOrder has it.
    public IEnumerator<Held> GetEnumerator()
    {
        for (var at = _pieceCount - 1; at >= 0; at--)
            for (var i = _pieces[at].Count - 1; i >= 0; i--)
                if (!_pieces[at][i].IsGone) yield return _pieces[at][i];
    }

    /// The first piece that ends at or behind the entry; the last one where none does.
    private int PieceFor(in Entry entry)
    {
        var (low, high) = (0, _pieceCount - 1);
        if (high == 0 || _pieces[high - 1].Last.CompareTo(entry) < 0) return high;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_pieces[middle].Last.CompareTo(entry) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void MakeRoomAfter(int at)
    {
        if (_pieceCount == _pieces.Length) Array.Resize(ref _pieces, 2 * _pieceCount);
        _pieces.AsSpan(at + 1, _pieceCount - at - 1).CopyTo(_pieces.AsSpan(at + 2));
        _pieceCount++;
    }

    private readonly record struct Entry(Held Held) : IComparable<Entry>
    {
        /// Beside the object, so that most comparisons need not look at it.
        private readonly long _since = Held.Since.Ticks;

        /// The later in the ranking first.
        public int CompareTo(Entry other) => _since != other._since ? _since.CompareTo(other._since) : RankOrder.Instance.Compare(other.Held, Held);
    }

    private struct Piece
    {
        private Entry[] _entries;

        public Piece() => _entries = [];

        public int Count { get; private set; }

        public readonly ref readonly Entry Last => ref _entries[Count - 1];

        public readonly Held this[int at] => _entries[at].Held;

        /// False when it took the place of its own earlier version, which is gone.
        public bool Insert(in Entry entry)
        {
            var at = Count == 0 || Last.CompareTo(entry) < 0 ? ~Count : _entries.AsSpan(0, Count).BinarySearch(entry);
            if (at >= 0)
            {
                if (!_entries[at].Held.IsGone) throw new InvalidOperationException($"{entry.Held.Object.Key} is ranked already");
                _entries[at] = entry;
                return false;
            }
            at = ~at;
            if (Count == _entries.Length) Array.Resize(ref _entries, Math.Max(4, 2 * Count));
            _entries.AsSpan(at, Count - at).CopyTo(_entries.AsSpan(at + 1));
            _entries[at] = entry;
            Count++;
            return true;
        }

        public void Sweep()
        {
            var kept = 0;
            for (var i = 0; i < Count; i++)
                if (!_entries[i].Held.IsGone) _entries[kept++] = _entries[i];
            _entries.AsSpan(kept, Count - kept).Clear();
            Count = kept;
        }

        public Piece SplitOff()
        {
            var (half, second) = (Count / 2, new Piece { _entries = new Entry[MostInPiece], Count = Count - (Count / 2) });
            _entries.AsSpan(half, second.Count).CopyTo(second._entries);
            _entries.AsSpan(half, second.Count).Clear();
            Count = half;
            return second;
        }
    }
}
