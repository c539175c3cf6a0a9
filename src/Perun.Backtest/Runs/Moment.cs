using Perun.Core.Bars;

namespace Perun.Backtest.Runs;

/// The bars that end together. What is known of the path inside them is walked through as it happened: in the order of time
/// over all instruments, and at one time in the order in which they came.
internal sealed class Moment
{
    private readonly List<Under> _bars = [];

    public int Count => _bars.Count;

    public (int Place, Bar Bar) this[int index] => (_bars[index].Place, _bars[index].Bar);

    public void Clear() => _bars.Clear();

    public void Add(int place, in Bar bar, ReadOnlyMemory<Bar> finer) => _bars.Add(new Under(place, bar, finer, 0));

    /// The next slice that ends first; false when all are walked through.
    public bool TryTake(DateTime end, out int place, out Bar slice, out DateTime sliceEnd)
    {
        var first = -1;
        sliceEnd = DateTime.MaxValue;
        for (var i = 0; i < _bars.Count; i++)
        {
            if (_bars[i].EndOfNext(end) is not { } ends || ends >= sliceEnd) continue;
            (first, sliceEnd) = (i, ends);
        }
        (place, slice) = first < 0 ? (0, default) : (_bars[first].Place, _bars[first].Next);
        if (first >= 0) _bars[first] = _bars[first] with { At = _bars[first].At + 1 };
        return first >= 0;
    }

    private readonly record struct Under(int Place, Bar Bar, ReadOnlyMemory<Bar> Finer, int At)
    {
        public Bar Next => Finer.IsEmpty ? Bar : Finer.Span[At];

        public DateTime? EndOfNext(DateTime end) => At >= Math.Max(1, Finer.Length) ? null : At + 1 < Finer.Length ? Finer.Span[At + 1].Time : end;
    }
}
