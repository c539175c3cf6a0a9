using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Keys;

/// Tokens that let a WebSocket act for an account. A token must be used within its life; from then on it lives as long as the
/// connection that used it.
internal sealed class SocketTokens
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, (KrakenAccount Account, ApiKey Key, DateTime Issued)> _tokens = [];

    public string Issue(KrakenAccount account, ApiKey key, DateTime now)
    {
        var token = account.Names.Token();
        _tokens[token] = (account, key, now);
        return token;
    }

    /// <param name="isInUse">Whether this connection has used this token before.</param>
    public (KrakenAccount Account, ApiKey Key) Find(string? token, bool isInUse, DateTime now)
    {
        if (token is null || !_tokens.TryGetValue(token, out var known)) throw new RefusedException(Errors.InvalidToken);
        return isInUse || now <= known.Issued + Life ? (known.Account, known.Key) : throw new RefusedException(Errors.InvalidSession);
    }

    /// All tokens end at once.
    public void Forget() => _tokens.Clear();
}
