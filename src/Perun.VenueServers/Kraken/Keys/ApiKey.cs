using System.Globalization;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Keys;

/// A key of an account: its secret, what it may do, and the last nonce it was used with.
internal sealed class ApiKey(string name, string key, string secret, IReadOnlyList<string> permissions, DateTime created)
{
    private readonly byte[] _secret = Convert.FromBase64String(secret);

    public string Name => name;

    public string Key => key;

    public IReadOnlyList<string> Permissions => permissions;

    public DateTime Created => created;

    public DateTime LastUsed { get; set; }

    public ulong LastNonce { get; private set; }

    /// A nonce counts as used once its signature is right, whatever becomes of the request.
    /// <exception cref="RefusedException">The signature is wrong, or the nonce is not above the last one.</exception>
    public void Verify(string path, string? nonce, ReadOnlySpan<byte> body, string signature)
    {
        if (!ulong.TryParse(nonce, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw new RefusedException(Errors.InvalidNonce);
        if (!ApiSignature.IsRight(_secret, path, nonce, body, signature)) throw new RefusedException(Errors.InvalidSignature);
        if (number <= LastNonce) throw new RefusedException(Errors.InvalidNonce);
        LastNonce = number;
    }

    public void Need(string permission)
    {
        if (!permissions.Contains(permission)) throw new RefusedException(Errors.PermissionDenied);
    }
}
