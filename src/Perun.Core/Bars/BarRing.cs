using Perun.Core.State;

namespace Perun.Core.Bars;

/// The latest bars, up to a fixed number: when full, the oldest makes room. Ages count from the newest, which is 0;
/// copies run from old to new, as charts and indicators read them.
public sealed class BarRing : IHasState
{
    private readonly Bar[] _bars;
    private int _next;

    public BarRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _bars = new Bar[capacity];
    }

    public int Capacity => _bars.Length;

    public int Count { get; private set; }

    public bool IsFull => Count == _bars.Length;

    public ref readonly Bar Newest => ref this[0];

    /// The bar of this age: 0 is the newest, `Count - 1` the oldest.
    public ref readonly Bar this[int age]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(age);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(age, Count);
            var index = _next - 1 - age;
            return ref _bars[index < 0 ? index + _bars.Length : index];
        }
    }

    public void Add(in Bar bar)
    {
        _bars[_next] = bar;
        if (++_next == _bars.Length) _next = 0;
        if (Count < _bars.Length) Count++;
    }

    public void Clear() => (_next, Count) = (0, 0);

    /// Fills the target with the newest bars, as many as there are and fit; returns how many.
    public int CopyNewest(Span<Bar> target)
    {
        var count = Math.Min(Count, target.Length);
        var first = _next - count;
        if (first >= 0)
        {
            _bars.AsSpan(first, count).CopyTo(target);
            return count;
        }
        _bars.AsSpan(first + _bars.Length, -first).CopyTo(target);
        _bars.AsSpan(0, _next).CopyTo(target[-first..]);
        return count;
    }

    /// Fills the target with the newest closes, as many as there are and fit; returns how many.
    public int CopyNewestCloses(Span<double> target)
    {
        var count = Math.Min(Count, target.Length);
        for (var i = 0; i < count; i++) target[i] = this[count - 1 - i].Close;
        return count;
    }

    /// The newest bars in an array of their own, at most this many: what may leave the engine and be read elsewhere.
    public Bar[] ToArray(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var bars = new Bar[Math.Min(Count, most)];
        CopyNewest(bars);
        return bars;
    }

    public void Sync(StateStream stream)
    {
        var capacity = Capacity;
        stream.Sync(ref capacity);
        if (capacity != Capacity) throw new InvalidStateException($"a ring of {capacity} bars can't become one of {Capacity}");
        var count = stream.SyncCount(Count, most: Capacity);
        if (stream.IsLoading) Clear();
        for (var i = 0; i < count; i++)
        {
            var bar = stream.IsLoading ? default : this[count - 1 - i];
            var (time, open, high, low, close, volume) = bar;
            stream.Sync(ref time);
            stream.Sync(ref open);
            stream.Sync(ref high);
            stream.Sync(ref low);
            stream.Sync(ref close);
            stream.Sync(ref volume);
            if (stream.IsLoading) Add(new Bar(time, open, high, low, close, volume));
        }
    }
}
