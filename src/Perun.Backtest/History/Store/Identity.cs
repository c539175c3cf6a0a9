using System.Buffers.Binary;
using System.Text;
using Perun.Core.Bars;

namespace Perun.Backtest.History.Store;

/// The first page of a file of bars: what they are of. It is written once.
internal sealed record Identity(SeriesKey Key, Layout Layout)
{
    private const uint Version = 1;
    private const int SumAt = Layout.Page - sizeof(uint);
    private const int SymbolAt = 32;
    private static ReadOnlySpan<byte> Magic => "PERUNBAR"u8;

    public byte[] ToPage()
    {
        var page = new byte[Layout.Page];
        Magic.CopyTo(page);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(12), Key.Timeframe.Minutes);
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(16), Layout.Capacity);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(24), Layout.BlockBars);
        page[28] = (byte)Encoding.UTF8.GetBytes(Key.Symbol, page.AsSpan(SymbolAt));
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(SumAt), Checksum.Of(page.AsSpan(0, SumAt)));
        return page;
    }

    /// Null with what is wrong where the page is not one.
    public static Identity? Read(ReadOnlySpan<byte> page, out string? trouble)
    {
        trouble = null;
        if (page.Length < Layout.Page || !page.StartsWith(Magic)) trouble = "it does not begin as a file of bars does";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(page[SumAt..]) != Checksum.Of(page[..SumAt])) trouble = "its first page does not match its checksum";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(page[8..]) is var version and not Version) trouble = $"it is of version {version}, and this Perun reads version {Version}";
        else if (BinaryPrimitives.ReadInt32LittleEndian(page[24..]) is var block and not Layout.BlockBars) trouble = $"it has blocks of {block} bars";
        if (trouble is not null) return null;
        var symbol = Encoding.UTF8.GetString(page.Slice(SymbolAt, page[28]));
        var key = new SeriesKey(symbol, new Timeframe(BinaryPrimitives.ReadInt32LittleEndian(page[12..])));
        return new Identity(key, new Layout(BinaryPrimitives.ReadInt64LittleEndian(page[16..])));
    }
}
