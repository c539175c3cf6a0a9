namespace Perun.Mind.Knowledge.Lanes;

/// Objects of one class in their lasting order. Kept in sorted pieces: what is new goes to the front of the first one, and a
/// change in the middle moves a few kilobytes at most. What is gone stays where it is, is passed over, and is swept out together
/// once it is half of the list: looking for each in cold memory would cost more than all the rest.
internal sealed class RankedList
{
    private const int MostInPiece = 256;
    private const int FewGone = 32;

    private readonly List<Piece> _pieces = [];
    private int _count;
    private int _gone;

    public bool IsEmpty => _count == _gone;

    public void Add(Held held)
    {
        var entry = new Entry(held);
        var at = Math.Max(0, Math.Min(PieceOf(entry), _pieces.Count - 1));
        if (_pieces.Count == 0) _pieces.Add(new Piece());
        var piece = _pieces[at];
        if (piece.Count == MostInPiece)
        {
            _pieces.Insert(at + 1, piece.SplitOff());
            if (piece.Last.CompareTo(entry) < 0) piece = _pieces[at + 1];
        }
        if (piece.Insert(entry)) _count++;
        else _gone--;
    }

    /// One of its objects has gone from the base.
    public void Lose()
    {
        _gone++;
        if (_gone <= FewGone || _gone * 2 <= _count) return;
        foreach (var piece in _pieces) piece.Sweep();
        _pieces.RemoveAll(static piece => piece.Count == 0);
        (_count, _gone) = (_count - _gone, 0);
    }

    /// Newest first, as RankOrder has it.
    public IEnumerator<Held> GetEnumerator()
    {
        foreach (var piece in _pieces)
            for (var i = 0; i < piece.Count; i++)
                if (!piece[i].IsGone) yield return piece[i];
    }

    /// The first piece that ends at or behind the entry; one past the last where none does.
    private int PieceOf(in Entry entry)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_pieces[middle].Last.CompareTo(entry) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private readonly record struct Entry(Held Held) : IComparable<Entry>
    {
        /// Beside the object, so that most comparisons need not look at it.
        private readonly long _since = Held.Since.Ticks;

        public int CompareTo(Entry other) => _since != other._since ? other._since.CompareTo(_since) : RankOrder.Instance.Compare(Held, other.Held);
    }

    private sealed class Piece
    {
        private Entry[] _entries = new Entry[4];

        public int Count { get; private set; }

        public ref readonly Entry Last => ref _entries[Count - 1];

        public Held this[int at] => _entries[at].Held;

        /// False when it took the place of its own earlier version, which is gone.
        public bool Insert(in Entry entry)
        {
            var at = _entries.AsSpan(0, Count).BinarySearch(entry);
            if (at >= 0)
            {
                if (!_entries[at].Held.IsGone) throw new InvalidOperationException($"{entry.Held.Object.Key} is ranked already");
                _entries[at] = entry;
                return false;
            }
            at = ~at;
            if (Count == _entries.Length) Array.Resize(ref _entries, 2 * Count);
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
