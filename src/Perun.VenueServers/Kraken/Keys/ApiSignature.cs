using System.Security.Cryptography;
using System.Text;

namespace Perun.VenueServers.Kraken.Keys;

/// How a request proves that its sender has the secret: HMAC-SHA512 over the path and the SHA-256 of nonce and body.
public static class ApiSignature
{
    /// <param name="path">Without host and query: "/0/private/AddOrder".</param>
    /// <param name="body">The bytes as they are sent.</param>
    public static string Of(ReadOnlySpan<byte> secret, string path, string nonce, ReadOnlySpan<byte> body)
    {
        using var inner = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        inner.AppendData(Encoding.UTF8.GetBytes(nonce));
        inner.AppendData(body);
        using var outer = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA512, secret);
        outer.AppendData(Encoding.UTF8.GetBytes(path));
        outer.AppendData(inner.GetHashAndReset());
        return Convert.ToBase64String(outer.GetHashAndReset());
    }

    public static bool IsRight(ReadOnlySpan<byte> secret, string path, string nonce, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, path, nonce, body)), Encoding.UTF8.GetBytes(signature));
}
