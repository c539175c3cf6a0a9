using System.Buffers.Binary;

namespace Perun.Adapters.Venues.Kraken.Market;

/// The checksum of zip files, eight bytes at a step.
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Tables = 8;

    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Table;
        var crc = uint.MaxValue;
        for (; bytes.Length >= Tables; bytes = bytes[Tables..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = table[(7 << 8) + (int)(word & 255)] ^ table[(6 << 8) + (int)(word >> 8 & 255)]
                ^ table[(5 << 8) + (int)(word >> 16 & 255)] ^ table[(4 << 8) + (int)(word >> 24 & 255)]
                ^ table[(3 << 8) + (int)(word >> 32 & 255)] ^ table[(2 << 8) + (int)(word >> 40 & 255)]
                ^ table[(1 << 8) + (int)(word >> 48 & 255)] ^ table[(int)(word >> 56)];
        }
        foreach (var part in bytes) crc = crc >> 8 ^ table[(int)((crc ^ part) & 255)];
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Tables << 8];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = crc >> 1 ^ ((crc & 1) == 0 ? 0 : Polynomial);
            table[i] = crc;
        }
        for (var i = 256; i < table.Length; i++) table[i] = table[i - 256] >> 8 ^ table[(int)(table[i - 256] & 255)];
        return table;
    }
}
