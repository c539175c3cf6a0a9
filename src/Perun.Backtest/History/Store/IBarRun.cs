namespace Perun.Backtest.History.Store;

/// Bars in rising order of time, a stretch at a time. The order of runs is the order in which they came.
internal interface IBarRun : IDisposable
{
    /// The next stretch, empty at the end; good until the next call.
    BarSpans Next();
}

/// A stored file as a run: block after block.
internal sealed class StoredRun(BarFile file) : IBarRun
{
    private int _block;

    public BarSpans Next() => _block < file.Blocks ? file.Block(_block++) : default;

    public void Dispose()
    {
    }
}
