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
    private readonly BarColumns _piece;
    private long _pieceStart;
    private int _written;

    private BarFileWriter(IBarDiskFile file, Layout layout)
    {
        _file = file;
        _layout = layout;
        _piece = new BarColumns((int)Math.Clamp(layout.Capacity, Layout.BlockBars, Layout.PieceBars));
    }

    public long Count => _pieceStart + _piece.Count;

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
        var before = existing.Count / writer._piece.Capacity * writer._piece.Capacity;
        for (var block = 0; block < before / Layout.BlockBars; block++) writer._table.AddRange(existing.Table(block));
        for (var block = before / Layout.BlockBars; block < existing.Blocks; block++) writer._piece.Fill(existing.Block(block));
        writer._pieceStart = before;
        writer._written = writer._piece.Count;
        return writer;
    }

    /// Bars that are later than all before and in order.
    public void Add(BarSpans bars)
    {
        while (bars.Count > 0)
        {
            var taken = _piece.Fill(bars);
            bars = bars.Slice(taken, bars.Count - taken);
            if (_piece.IsFull) EndPiece();
        }
    }

    public void Commit(TradingHours hours, string source, bool isAdjusted)
    {
        WritePiece();
        var full = _piece.Count / Layout.BlockBars;
        var table = MemoryMarshal.AsBytes<uint>(_table.Concat(Sums(0, full)).ToArray());
        if (table.Length > 0) _file.Write(table, Layout.TableAt);
        _file.Flush();
        var state = new FileState
        {
            Count = Count,
            Hours = hours,
            Source = source,
            IsAdjusted = isAdjusted,
            Tail = Sums(full, 1),
            Table = Checksum.Of(table),
        }.ToPage();
        _file.Write(state, Layout.FirstStateAt);
        _file.Flush();
        _file.Write(state, Layout.SecondStateAt);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void EndPiece()
    {
        WritePiece();
        _table.AddRange(Sums(0, _piece.Count / Layout.BlockBars));
        _pieceStart += _piece.Count;
        _piece.Clear();
        _written = 0;
    }

    /// Only what is new: committed bytes are never written again.
    private void WritePiece()
    {
        var count = _piece.Count - _written;
        if (count == 0) return;
        for (var column = 0; column < Layout.Columns; column++)
            _file.Write(_piece.Bytes(column, _written, count), _layout.At(column, _pieceStart + _written));
        _written = _piece.Count;
    }

    /// The checksums of some blocks of the piece, column by column; the last may be short.
    private uint[] Sums(int firstBlock, int blocks)
    {
        var sums = new uint[blocks * Layout.Columns];
        for (var place = 0; place < sums.Length; place++)
        {
            var start = (firstBlock + (place / Layout.Columns)) * Layout.BlockBars;
            sums[place] = Checksum.Of(_piece.Bytes(place % Layout.Columns, start, Math.Min(Layout.BlockBars, _piece.Count - start)));
        }
        return sums;
    }
}
