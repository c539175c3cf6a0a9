using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Perun.Adapters.Storage;

/// A long text as it is stored: packed, behind a short hash of the packed bytes, because a packed text has bits that mean nothing
/// and a change of one of them is to be found, too. What an older version stored as plain text is read as it is. Hashes of what is
/// told are over the plain text, so that how it is packed may change.
internal static class PackedText
{
    private const int ProofBytes = 8;
    private const int Quality = 5;
    private const int Window = 20;

    /// Nothing that is kept is longer: an answer of a million letters and its note.
    private const int Longest = 64 << 20;

    public static byte[] Pack(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var packed = new byte[ProofBytes + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        if (!BrotliEncoder.TryCompress(plain, packed.AsSpan(ProofBytes), out var length, Quality, Window)) throw new InvalidOperationException("a text could not be packed");
        Proof(packed.AsSpan(ProofBytes, length)).CopyTo(packed);
        return packed[..(ProofBytes + length)];
    }

    /// What a column holds, packed or plain; null for what is not as it was stored.
    public static string? Read(object stored) => stored switch
    {
        byte[] packed => Unpack(packed),
        string plain => plain,
        _ => null,
    };

    private static string? Unpack(byte[] stored)
    {
        if (stored.Length < ProofBytes || !Proof(stored.AsSpan(ProofBytes)).SequenceEqual(stored.AsSpan(0, ProofBytes))) return null;
        using var decoder = new BrotliDecoder();
        ReadOnlySpan<byte> packed = stored.AsSpan(ProofBytes);
        var plain = new ArrayBufferWriter<byte>(8 * stored.Length);
        while (true)
        {
            var status = decoder.Decompress(packed, plain.GetSpan(16 * 1024), out var read, out var written);
            plain.Advance(written);
            packed = packed[read..];
            if (status == OperationStatus.Done) return packed.IsEmpty ? Encoding.UTF8.GetString(plain.WrittenSpan) : null;
            if (status != OperationStatus.DestinationTooSmall || plain.WrittenCount > Longest) return null;
        }
    }

    private static ReadOnlySpan<byte> Proof(ReadOnlySpan<byte> packed) => SHA256.HashData(packed).AsSpan(0, ProofBytes);
}
