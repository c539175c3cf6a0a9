using Perun.Core.Bars;

namespace Perun.Backtest.History;

/// A stretch of bars, column by column, where they lie. Times are ticks, UTC, rising.
public readonly ref struct BarSpans(
    ReadOnlySpan<long> times, ReadOnlySpan<double> opens, ReadOnlySpan<double> highs, ReadOnlySpan<double> lows, ReadOnlySpan<double> closes, ReadOnlySpan<double> volumes)
{
    public ReadOnlySpan<long> Times { get; } = times;

    public ReadOnlySpan<double> Opens { get; } = opens;

    public ReadOnlySpan<double> Highs { get; } = highs;

    public ReadOnlySpan<double> Lows { get; } = lows;

    public ReadOnlySpan<double> Closes { get; } = closes;

    public ReadOnlySpan<double> Volumes { get; } = volumes;

    public int Count => Times.Length;

    public Bar this[int index] => new(
        new DateTime(Times[index], DateTimeKind.Utc), Opens[index], Highs[index], Lows[index], Closes[index], Volumes[index]);

    public BarSpans Slice(int start, int count) => new(
        Times.Slice(start, count), Opens.Slice(start, count), Highs.Slice(start, count),
        Lows.Slice(start, count), Closes.Slice(start, count), Volumes.Slice(start, count));

    /// The place of the first bar at or after this time; the number of bars where there is none.
    public int IndexAtOrAfter(long ticks)
    {
        var place = Times.BinarySearch(ticks);
        return place >= 0 ? place : ~place;
    }

    public Bar[] ToArray()
    {
        var bars = new Bar[Count];
        for (var i = 0; i < bars.Length; i++) bars[i] = this[i];
        return bars;
    }

    public Walk GetEnumerator() => new(this);

    /// One bar after the other, without allocating.
    public ref struct Walk(BarSpans bars)
    {
        private readonly BarSpans _bars = bars;
        private int _index = -1;

        public readonly Bar Current => _bars[_index];

        public bool MoveNext() => ++_index < _bars.Count;
    }
}
