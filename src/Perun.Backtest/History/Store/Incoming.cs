using Perun.Core.Bars;

namespace Perun.Backtest.History.Store;

/// Bars on their way into the store, in whatever order they come. A chunk is sorted in memory; chunks that follow one
/// another are one run; runs that are not the last chunk wait in a file beside the store. Memory does not grow with the bars.
internal sealed class Incoming : IDisposable
{
    public const int ChunkBars = 1 << 18;

    private readonly string _folder;
    private readonly MergeLog _log;
    private readonly BarColumns _chunk;
    private readonly List<StagedRun> _runs = [];
    private FileStream? _staging;
    private long _staged;
    private long _last = long.MinValue;
    private bool _isRising = true;
    private bool _isSealed;

    public Incoming(string folder, MergeLog log, int chunkBars = ChunkBars)
    {
        _folder = folder;
        _log = log;
        _chunk = new BarColumns(chunkBars);
    }

    /// Bars taken, before equal times are settled.
    public long Taken { get; private set; }

    /// How many times a bar came that was not later than the one before.
    public long OutOfOrder { get; private set; }

    public void Add(long time, double open, double high, double low, double close, double volume)
    {
        if (_chunk.IsFull) Spill();
        if (time <= _last)
        {
            _isRising = false;
            OutOfOrder++;
        }
        _last = time;
        Taken++;
        _chunk.Add(time, open, high, low, close, volume);
    }

    public void Add(in Bar bar) => Add(bar.Time.Ticks, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume);

    /// No more will come: everything is in runs now.
    public IReadOnlyList<StagedRun> Seal()
    {
        if (!_isSealed && _chunk.Count > 0) Spill();
        _isSealed = true;
        // Each run is read through room of its own: with many runs, less for each.
        foreach (var run in _runs) run.Prepare(Math.Max(512, ChunkBars / Math.Max(4, _runs.Count)));
        return _runs;
    }

    public void Dispose()
    {
        if (_staging is null) return;
        var path = _staging.Name;
        _staging.Dispose();
        File.Delete(path);
    }

    private void Spill()
    {
        try
        {
            SpillChunk();
        }
        catch (IOException failure)
        {
            throw new HistoryException(
                HistoryTrouble.Disk, $"There is no room in {_folder} for what comes in ({failure.Message.TrimEnd('.')}): what was stored before is whole. Put the disk right, and do it again.", failure);
        }
    }

    private void SpillChunk()
    {
        if (!_isRising) ChunkSort.Sort(_chunk, _log);
        var bars = _chunk.Bars;
        _staging ??= new FileStream(Path.Combine(_folder, $".incoming-{Environment.ProcessId}-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1);
        if (_runs.Count == 0 || bars.Times[0] <= _runs[^1].Last) _runs.Add(new StagedRun(_staging));
        _runs[^1].Extend(_staged, bars.Count, bars.Times[0], bars.Times[^1]);
        for (var column = 0; column < Layout.Columns; column++)
        {
            var bytes = _chunk.Bytes(column, 0, bars.Count);
            RandomAccess.Write(_staging.SafeFileHandle, bytes, _staged);
            _staged += bytes.Length;
        }
        _last = bars.Times[^1];
        _chunk.Clear();
        _isRising = true;
    }
}
