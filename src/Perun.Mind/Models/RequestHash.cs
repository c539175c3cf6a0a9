using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Perun.Mind.Models;

/// The identity of a request to a certain model: SHA-256 over every part that can change the answer, each with its length, so
/// that no two different requests read the same.
public static class RequestHash
{
    private const string Format = "perun-request-1";

    public static string Of(ModelRequest request, string model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, model);
        Add(hash, request.System);
        Add(hash, request.Turns.Count.ToString());
        foreach (var turn in request.Turns)
        {
            Add(hash, turn.By == Speaker.Asker ? "asker" : "model");
            Add(hash, turn.Text);
        }
        Add(hash, request.Shape is { } shape ? $"{shape.Name}\n{shape.Schema}" : "");
        Add(hash, request.Temperature is { } warmth ? warmth.ToString("R") : "");
        Add(hash, request.MostAnswerTokens.ToString());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string part)
    {
        // Not every string is valid UTF-16; what is not would otherwise hash like its replacement.
        var bytes = Encoding.Unicode.GetBytes(part);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
