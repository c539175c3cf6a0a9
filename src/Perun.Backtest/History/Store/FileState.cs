using System.Buffers.Binary;
using System.Text;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Store;

/// Everything about a file of bars that changes. It stands in two pages, written one after the other with the disk's
/// confirmation in between: whatever happens meanwhile, one of them is whole, and what it speaks of was written before.
internal sealed record FileState
{
    private const int SumAt = Layout.Page - sizeof(uint);
    private const int TextAt = 64;
    public const int LongestSource = 1024;

    public required long Count { get; init; }

    public required TradingHours Hours { get; init; }

    public required bool IsAdjusted { get; init; }

    /// Where the bars came from, for a person to read.
    public required string Source { get; init; }

    /// The checksums of the last block, column by column, where it is not full.
    public required uint[] Tail { get; init; }

    /// The checksum of the table of checksums.
    public required uint Table { get; init; }

    public byte[] ToPage()
    {
        var page = new byte[Layout.Page];
        BinaryPrimitives.WriteInt64LittleEndian(page, Count);
        page[8] = (byte)Hours;
        page[9] = IsAdjusted ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(12), Table);
        for (var column = 0; column < Layout.Columns; column++) BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(16 + (column * 4)), Tail[column]);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(60), Encoding.UTF8.GetBytes(Shorten(Source), page.AsSpan(TextAt)));
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(SumAt), Checksum.Of(page.AsSpan(0, SumAt)));
        return page;
    }

    public static FileState? Read(ReadOnlySpan<byte> page)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(page[SumAt..]) != Checksum.Of(page[..SumAt])) return null;
        var tail = new uint[Layout.Columns];
        for (var column = 0; column < tail.Length; column++) tail[column] = BinaryPrimitives.ReadUInt32LittleEndian(page[(16 + (column * 4))..]);
        return new FileState
        {
            Count = BinaryPrimitives.ReadInt64LittleEndian(page),
            Hours = (TradingHours)page[8],
            IsAdjusted = page[9] == 1,
            Source = Encoding.UTF8.GetString(page.Slice(TextAt, BinaryPrimitives.ReadInt32LittleEndian(page[60..]))),
            Tail = tail,
            Table = BinaryPrimitives.ReadUInt32LittleEndian(page[12..]),
        };
    }

    private static string Shorten(string text) => text.Length <= LongestSource / 4 ? text : "… " + text[^(LongestSource / 4 - 2)..];
}
