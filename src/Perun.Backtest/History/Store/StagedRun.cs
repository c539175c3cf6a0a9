namespace Perun.Backtest.History.Store;

/// Chunks in the staging file that follow one another in time.
internal sealed class StagedRun(FileStream staging) : IBarRun
{
    private readonly List<(long At, int Count)> _chunks = [];
    private BarColumns? _room;
    private int _chunk;
    private int _place;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public long Count { get; private set; }

    public void Extend(long at, int count, long first, long last)
    {
        _chunks.Add((at, count));
        First = Math.Min(First, first);
        Last = last;
        Count += count;
    }

    public void Prepare(int roomBars) => _room = new BarColumns(roomBars);

    public BarSpans Next()
    {
        if (_chunk == _chunks.Count) return default;
        var (at, chunkCount) = _chunks[_chunk];
        var count = Math.Min(_room!.Capacity, chunkCount - _place);
        _room.SetCount(count);
        for (var column = 0; column < Layout.Columns; column++)
        {
            var bytes = _room.Bytes(column, 0, count);
            var offset = at + (((long)column * chunkCount) + _place) * sizeof(double);
            if (RandomAccess.Read(staging.SafeFileHandle, bytes, offset) != bytes.Length) throw new EndOfStreamException($"{staging.Name} is cut short");
        }
        _place += count;
        if (_place == chunkCount) (_chunk, _place) = (_chunk + 1, 0);
        return _room.Bars;
    }

    public void Dispose()
    {
    }
}
