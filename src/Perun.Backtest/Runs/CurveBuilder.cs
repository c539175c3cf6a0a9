using Perun.Backtest.Results;

namespace Perun.Backtest.Runs;

/// Keeps an equity curve within bounds: when it is full, every second point goes, and from then on half as many are taken.
internal sealed class CurveBuilder
{
    private const int Most = 1 << 18;

    private readonly long[] _times;
    private readonly double[] _equity;
    private readonly double[] _exposure;
    private long _last = -1;
    private int _count;
    private int _stride = 1;
    private int _skipped;

    /// <param name="points">How many there will be at most.</param>
    public CurveBuilder(long points)
    {
        var length = (int)Math.Min(points, Most);
        (_times, _equity, _exposure) = (new long[length], new double[length], new double[length]);
    }

    /// Whether a point at this moment would be kept: of a second one at the same moment what the first one was.
    public bool Wants(DateTime time) => time.Ticks == _last || ++_skipped >= _stride;

    /// A point that is wanted.
    public void Add(DateTime time, decimal equity, decimal exposure)
    {
        if (time.Ticks != _last) Begin(time.Ticks);
        (_equity[_count - 1], _exposure[_count - 1]) = (CurveMoney.Of(equity), CurveMoney.Of(exposure));
    }

    public EquityCurve Build() => new(_times[.._count], _equity[.._count], _exposure[.._count]);

    /// Whether every one of so many points at moments of their own is kept.
    public static bool KeepsAll(int points) => points <= Most;

    /// The places of the points that are kept of so many at moments of their own.
    public static int[] PlacesOf(int points)
    {
        if (KeepsAll(points)) return [.. Enumerable.Range(0, points)];
        var (places, count, stride) = (new int[Math.Min(points, Most)], 0, 1);
        for (long point = 0; point < points; point += stride)
        {
            if (count == Most)
            {
                stride *= 2;
                count = Most / 2;
                for (var i = 0; i < count; i++) places[i] = places[2 * i + 1];
            }
            places[count++] = (int)point;
        }
        return places[..count];
    }

    private void Begin(long time)
    {
        _skipped = 0;
        if (_count == Most) Thin();
        _times[_count++] = _last = time;
    }

    private void Thin()
    {
        _stride *= 2;
        _count = Most / 2;
        for (var i = 0; i < _count; i++) (_times[i], _equity[i], _exposure[i]) = (_times[2 * i + 1], _equity[2 * i + 1], _exposure[2 * i + 1]);
    }
}
