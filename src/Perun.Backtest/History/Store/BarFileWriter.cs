using System.Runtime.InteropServices;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Store;

/// Writes bars behind those that a file has, without touching them; `Commit` makes them count, all or none. Until then, and
/// whatever ends the process, readers see what was committed before.
internal sealed class BarFileWriter : IDisposable
{
    private readonly IBarDiskFile _file;
    private readonly Layout _layout;
    private readonly List<uint> _table = [];
    private readonly BarColumns _block = new(Layout.BlockBars);
    private long _blockStart;
    private int _written;

    private BarFileWriter(IBarDiskFile file, Layout layout)
    {
        _file = file;
        _layout = layout;
    }

    public long Count => _blockStart + _block.Count;

    /// A new file with room for so many bars.
    public static BarFileWriter Create(IBarDisk disk, string path, SeriesKey key, long mostBars)
    {
        var layout = Layout.For(mostBars);
        var file = disk.Create(path);
        try
        {
            file.SetLength(layout.FileLength);
            file.Write(new Identity(key, layout).ToPage(), Layout.IdentityAt);
            return new BarFileWriter(file, layout);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// Behind the bars of a file that is there.
    public static BarFileWriter Append(IBarDisk disk, BarFile existing)
    {
        var writer = new BarFileWriter(disk.OpenToWrite(existing.Path), existing.Layout);
        var full = existing.Count / Layout.BlockBars;
        for (var block = 0; block < full; block++) writer._table.AddRange(existing.Table(block));
        writer._blockStart = (long)full * Layout.BlockBars;
        if (full < existing.Blocks) writer._written = writer._block.Fill(existing.Block(full));
        return writer;
    }

    /// Bars that are later than all before and in order.
    public void Add(BarSpans bars)
    {
        while (bars.Count > 0)
        {
            var taken = _block.Fill(bars);
            bars = bars.Slice(taken, bars.Count - taken);
            if (_block.IsFull) EndBlock();
        }
    }

    public void Commit(TradingHours hours, string source, bool isAdjusted)
    {
        WriteBlock();
        var table = MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_table));
        if (table.Length > 0) _file.Write(table, Layout.TableAt);
        _file.Flush();
        var state = new FileState
        {
            Count = Count,
            Hours = hours,
            Source = source,
            IsAdjusted = isAdjusted,
            Tail = _block.Count > 0 ? SumsOfBlock() : new uint[Layout.Columns],
            Table = Checksum.Of(table),
        }.ToPage();
        _file.Write(state, Layout.FirstStateAt);
        _file.Flush();
        _file.Write(state, Layout.SecondStateAt);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void EndBlock()
    {
        WriteBlock();
        _table.AddRange(SumsOfBlock());
        _blockStart += Layout.BlockBars;
        _block.Clear();
        _written = 0;
    }

    /// Only what is new: committed bytes are never written again.
    private void WriteBlock()
    {
        var count = _block.Count - _written;
        if (count == 0) return;
        for (var column = 0; column < Layout.Columns; column++)
            _file.Write(_block.Bytes(column, _written, count), _layout.At(column, _blockStart + _written));
        _written = _block.Count;
    }

    private uint[] SumsOfBlock()
    {
        var sums = new uint[Layout.Columns];
        for (var column = 0; column < sums.Length; column++) sums[column] = Checksum.Of(_block.Bytes(column, 0, _block.Count));
        return sums;
    }
}
