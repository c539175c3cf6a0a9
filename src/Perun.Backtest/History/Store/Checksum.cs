using System.Numerics;
using System.Runtime.InteropServices;

namespace Perun.Backtest.History.Store;

/// CRC32C, which finds every flipped bit and every burst up to 32 of them, computed as four interleaved lanes of a quarter
/// of the bytes each, since the processor's own instruction has a latency of three: the checksum is that of the four.
internal static class Checksum
{
    private const int Lanes = 4;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var quarter = words.Length / Lanes;
        var first = words[..quarter];
        var second = words.Slice(quarter, quarter);
        var third = words.Slice(2 * quarter, quarter);
        var fourth = words.Slice(3 * quarter, quarter);
        uint a = ~0u, b = ~0u, c = ~0u, d = ~0u;
        for (var i = 0; i < first.Length && i < second.Length && i < third.Length && i < fourth.Length; i++)
        {
            a = BitOperations.Crc32C(a, first[i]);
            b = BitOperations.Crc32C(b, second[i]);
            c = BitOperations.Crc32C(c, third[i]);
            d = BitOperations.Crc32C(d, fourth[i]);
        }
        var sum = BitOperations.Crc32C(BitOperations.Crc32C(~0u, ((ulong)a << 32) | b), ((ulong)c << 32) | d);
        foreach (var rest in bytes[(quarter * Lanes * sizeof(ulong))..]) sum = BitOperations.Crc32C(sum, rest);
        return ~sum;
    }
}
