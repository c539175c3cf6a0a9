using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken;

/// Which account at Kraken is traded, and how.
public sealed record KrakenSettings
{
    public static readonly Uri KrakenItself = new("https://api.kraken.com");

    /// The depths of books that Kraken tells.
    public static readonly IReadOnlyList<int> BookDepths = [10, 25, 100, 500, 1000];

    public string? Key { get; init; }

    public string? Secret { get; init; }

    /// Kraken, or something that speaks as it does: a mirror, a simulator.
    public Uri Address { get; init; } = KrakenItself;

    /// The money that the account counts in; pairs against it are traded.
    public string Currency { get; init; } = "USD";

    public KrakenTier Tier { get; init; } = KrakenTier.Starter;

    /// How deep books are kept and checked for quotes. Zero takes quotes from the ticker, which is less to hear.
    public int BookDepth { get; init; }

    /// Where the floor of the key's nonces is kept.
    public required string StateFolder { get; init; }

    /// Kraken cancels everything that rests unless it hears from Perun again within this time. Never used while anything protective
    /// rests; zero for never at all.
    public TimeSpan DeadManSwitch { get; init; }

    /// A server on this computer trades nobody's money.
    public bool IsLive => !Address.IsLoopback;

    internal WireSettings Bounds { get; init; } = WireSettings.Usual;

    internal SocketSettings StreamBounds { get; init; } = SocketSettings.Usual;

    /// Kraken has hosts of their own for its streams; others have paths for them.
    internal Uri MarketStream => Address == KrakenItself ? new Uri("wss://ws.kraken.com/v2") : StreamOf(Address, "/v2");

    internal Uri OrderStream => Address == KrakenItself ? new Uri("wss://ws-auth.kraken.com/v2") : StreamOf(Address, "/auth/v2");

    /// What is wrong, a sentence each.
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Key is null != Secret is null)
            problems.Add(Key is null ? "KRAKEN_API_SECRET is set but KRAKEN_API_KEY is missing: add it to .env." : "KRAKEN_API_KEY is set but KRAKEN_API_SECRET is missing: add it to .env.");
        else if (Key is not null && !KrakenKey.TryRead(Key, Secret!, out _, out var why)) problems.Add(why);
        if (Access.ServiceAddress.WhyNot(Address) is { } address) problems.Add($"KRAKEN_BASE_URL is no address for Kraken: {address}.");
        if (BookDepth != 0 && !BookDepths.Contains(BookDepth)) problems.Add($"Kraken keeps books of {string.Join(", ", BookDepths)} levels, not of {BookDepth}.");
        if (DeadManSwitch != TimeSpan.Zero && (DeadManSwitch < TimeSpan.FromSeconds(30) || DeadManSwitch > TimeSpan.FromHours(1))) problems.Add("Kraken's dead man's switch is set to between 30 seconds and an hour, or not at all.");
        return problems;
    }

    private static Uri StreamOf(Uri address, string path) => new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = address.AbsolutePath.TrimEnd('/') + path }.Uri;
}
