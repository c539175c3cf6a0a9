using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// Proves that a request is the owner's of a key: a keyed hash over the path, the nonce and the very bytes that are sent.
internal sealed class KrakenKey
{
    private const int LeastSecret = 8;

    private readonly byte[] _secret;

    private KrakenKey(string name, byte[] secret) => (Name, _secret, Fingerprint) = (name, secret, FingerprintOf(name));

    /// The part of the key that travels with every request.
    public string Name { get; }

    /// Tells keys apart without naming them, for file names.
    public string Fingerprint { get; }

    public static bool TryRead(string name, string secret, [NotNullWhen(true)] out KrakenKey? key, [NotNullWhen(false)] out string? why)
    {
        (key, why) = (null, null);
        var bytes = new byte[secret.Length];
        if (name.Length == 0 || name.Any(static letter => letter is <= ' ' or > '~')) why = "KRAKEN_API_KEY holds what no key has: copy it again from Kraken's page of API keys.";
        else if (!Convert.TryFromBase64String(secret, bytes, out var length) || length < LeastSecret)
            why = "KRAKEN_API_SECRET is no secret of Kraken's: copy the whole of it (about 88 letters, often with = at the end) from the page where the key was made.";
        else key = new KrakenKey(name, bytes[..length]);
        return key is not null;
    }

    public string Sign(string path, string nonce, ReadOnlySpan<byte> body)
    {
        using var inner = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        inner.AppendData(Encoding.ASCII.GetBytes(nonce));
        inner.AppendData(body);
        using var outer = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, _secret);
        outer.AppendData(Encoding.ASCII.GetBytes(path));
        outer.AppendData(inner.GetHashAndReset());
        return Convert.ToBase64String(outer.GetHashAndReset());
    }

    /// Never the secret, and the name neither.
    public override string ToString() => $"key {Fingerprint}";

    private static string FingerprintOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
}
