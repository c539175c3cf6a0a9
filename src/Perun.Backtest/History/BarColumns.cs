using System.Runtime.InteropServices;
using Perun.Core.Bars;

namespace Perun.Backtest.History;

/// Room for bars in memory, column by column.
public sealed class BarColumns
{
    private readonly long[] _times;
    private readonly double[] _opens;
    private readonly double[] _highs;
    private readonly double[] _lows;
    private readonly double[] _closes;
    private readonly double[] _volumes;

    public BarColumns(int capacity)
    {
        _times = new long[capacity];
        _opens = new double[capacity];
        _highs = new double[capacity];
        _lows = new double[capacity];
        _closes = new double[capacity];
        _volumes = new double[capacity];
    }

    public int Capacity => _times.Length;

    public int Count { get; private set; }

    public bool IsFull => Count == _times.Length;

    public BarSpans Bars => new(
        _times.AsSpan(0, Count), _opens.AsSpan(0, Count), _highs.AsSpan(0, Count),
        _lows.AsSpan(0, Count), _closes.AsSpan(0, Count), _volumes.AsSpan(0, Count));

    public static BarColumns Of(params IReadOnlyCollection<Bar> bars)
    {
        var columns = new BarColumns(bars.Count);
        foreach (var bar in bars) columns.Add(bar);
        return columns;
    }

    public void Add(in Bar bar) => Add(bar.Time.Ticks, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    public void Add(long time, double open, double high, double low, double close, double volume)
    {
        var index = Count;
        _times[index] = time;
        _opens[index] = open;
        _highs[index] = high;
        _lows[index] = low;
        _closes[index] = close;
        _volumes[index] = volume;
        Count = index + 1;
    }

    /// Adds as many as there is room for; returns how many.
    public int Fill(BarSpans bars)
    {
        var count = Math.Min(bars.Count, Capacity - Count);
        bars.Times[..count].CopyTo(_times.AsSpan(Count));
        bars.Opens[..count].CopyTo(_opens.AsSpan(Count));
        bars.Highs[..count].CopyTo(_highs.AsSpan(Count));
        bars.Lows[..count].CopyTo(_lows.AsSpan(Count));
        bars.Closes[..count].CopyTo(_closes.AsSpan(Count));
        bars.Volumes[..count].CopyTo(_volumes.AsSpan(Count));
        Count += count;
        return count;
    }

    public void Clear() => Count = 0;

    /// Puts another bar where one is; its time stays.
    public void Replace(int index, in Bar bar)
    {
        _opens[index] = bar.Open;
        _highs[index] = bar.High;
        _lows[index] = bar.Low;
        _closes[index] = bar.Close;
        _volumes[index] = bar.Volume;
    }

    /// The bytes of six columns, for writing as they are and for reading back into the same room.
    internal Span<byte> Bytes(int column, int start, int count) => column switch
    {
        0 => MemoryMarshal.AsBytes(_times.AsSpan(start, count)),
        1 => Doubles(_opens, start, count),
        2 => Doubles(_highs, start, count),
        3 => Doubles(_lows, start, count),
        4 => Doubles(_closes, start, count),
        5 => Doubles(_volumes, start, count),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    internal void SetCount(int count) => Count = count;

    private static Span<byte> Doubles(double[] column, int start, int count) =>
        MemoryMarshal.AsBytes(column.AsSpan(start, count));
}
