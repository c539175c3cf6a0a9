using System.IO.MemoryMappedFiles;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Store;

/// Bars on disk, read where the kernel maps them: a column is one span, and nothing is copied. A block of a column is
/// checked against its checksum when it is first touched; what does not match is refused and named.
/// It shows the bars that were there when it was opened, whatever is appended or replaced meanwhile.
public sealed unsafe class BarFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly Layout _layout;
    private readonly FileState _state;
    private readonly bool[] _isVerified;

    private BarFile(string path, FileStream file)
    {
        Path = path;
        if (file.Length < Layout.TableAt) throw Damaged("it is cut short");
        var pages = new byte[Layout.TableAt];
        file.ReadExactly(pages);
        var identity = Identity.Read(pages, out var trouble) ?? throw Damaged(trouble!);
        (Key, _layout) = (identity.Key, identity.Layout);
        if (file.Length < _layout.FileLength) throw Damaged($"it is cut short: {file.Length:#,##0} bytes of {_layout.FileLength:#,##0} are there");
        _state = Newest(FileState.Read(pages.AsSpan(Layout.FirstStateAt, Layout.Page)), FileState.Read(pages.AsSpan(Layout.SecondStateAt, Layout.Page)))
            ?? throw Damaged("neither of its two state pages matches its checksum");
        if (_state.Count < 0 || _state.Count > _layout.Capacity) throw Damaged($"it says that it holds {_state.Count} bars and has room for {_layout.Capacity}");
        _isVerified = new bool[Blocks * Layout.Columns];
        _map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _map.CreateViewAccessor(0, _layout.FileLength, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        if (Checksum.Of(Bytes(Layout.TableAt, FullBlocks * Layout.Columns * sizeof(uint))) == _state.Table) return;
        Dispose();
        throw Damaged("its table of checksums does not match its own checksum");
    }

    public string Path { get; }

    public SeriesKey Key { get; }

    public TradingHours Hours => _state.Hours;

    /// Where the bars came from, for a person to read.
    public string Source => _state.Source;

    /// Whether prices are re-based for splits and dividends.
    public bool IsAdjusted => _state.IsAdjusted;

    public int Count => (int)_state.Count;

    public ReadOnlySpan<long> Times => Checked<long>(0);

    public ReadOnlySpan<double> Opens => Checked<double>(1);

    public ReadOnlySpan<double> Highs => Checked<double>(2);

    public ReadOnlySpan<double> Lows => Checked<double>(3);

    public ReadOnlySpan<double> Closes => Checked<double>(4);

    public ReadOnlySpan<double> Volumes => Checked<double>(5);

    public BarSpans Bars => new(Times, Opens, Highs, Lows, Closes, Volumes);

    /// How many blocks there are; the last may be short.
    public int Blocks => (Count + Layout.BlockBars - 1) / Layout.BlockBars;

    /// The time of the first and the last bar, UTC; null where there is none. Only their blocks are touched.
    public (DateTime First, DateTime Last)? Range => Count == 0 ? null : (At(Block(0).Times[0]), At(Block(Blocks - 1).Times[^1]));

    internal Layout Layout => _layout;

    internal FileState State => _state;

    private int FullBlocks => Count / Layout.BlockBars;

    /// The bars from one time up to and without another.
    public BarSpans Between(DateTime from, DateTime to)
    {
        var bars = Bars;
        var first = bars.IndexAtOrAfter(from.Ticks);
        return bars.Slice(first, Math.Max(0, bars.IndexAtOrAfter(to.Ticks) - first));
    }

    /// A part of the bars; only its blocks are touched.
    public BarSpans Block(int block)
    {
        var first = block * Layout.BlockBars;
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, Blocks);
        var count = Math.Min(Layout.BlockBars, Count - first);
        for (var column = 0; column < Layout.Columns; column++) Verify(block, column);
        return new BarSpans(
            Raw<long>(0, first, count), Raw<double>(1, first, count), Raw<double>(2, first, count),
            Raw<double>(3, first, count), Raw<double>(4, first, count), Raw<double>(5, first, count));
    }

    /// Checks every byte of every bar now.
    public void Verify()
    {
        for (var block = 0; block < Blocks; block++)
            for (var column = 0; column < Layout.Columns; column++) Verify(block, column);
    }

    public void Dispose()
    {
        if (_start is not null) _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    /// The checksums of a full block, column by column.
    internal uint[] Table(int block) => new ReadOnlySpan<uint>(_start + Layout.TableEntryAt(block), Layout.Columns).ToArray();

    internal static BarFile Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        try
        {
            return new BarFile(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// A commit writes the first page, then the second: where both are whole and differ, the first is newer, and what it
    /// speaks of was on the disk before.
    private static FileState? Newest(FileState? first, FileState? second) => first ?? second;

    private static DateTime At(long ticks) => new(ticks, DateTimeKind.Utc);

    private ReadOnlySpan<T> Checked<T>(int column) where T : unmanaged
    {
        for (var block = 0; block < Blocks; block++) Verify(block, column);
        return Raw<T>(column, 0, Count);
    }

    private void Verify(int block, int column)
    {
        var place = (block * Layout.Columns) + column;
        if (_isVerified[place]) return;
        var first = block * Layout.BlockBars;
        var count = Math.Min(Layout.BlockBars, Count - first);
        var expected = block < FullBlocks ? *(uint*)(_start + Layout.TableEntryAt(block) + (column * sizeof(uint))) : _state.Tail[column];
        if (Checksum.Of(Bytes(_layout.At(column, first), count * sizeof(double))) != expected)
            throw Damaged($"the column {Layout.ColumnNames[column]} of bars {first:#,##0} to {first + count - 1:#,##0} does not match its checksum");
        _isVerified[place] = true;
    }

    private ReadOnlySpan<T> Raw<T>(int column, int first, int count) where T : unmanaged =>
        new(_start + _layout.At(column, first), count);

    private ReadOnlySpan<byte> Bytes(long at, int count) => new(_start + at, count);

    private HistoryException Damaged(string what) => new(
        HistoryTrouble.Damaged, $"{Path} is damaged: {what}. Take it from a backup, or perun data remove it and import it again.");
}
