namespace Perun.VenueServers.Kraken.Listing;

/// An asset under all of its names.
/// <param name="Key">In REST answers: "XXBT", "ZUSD", "SOL".</param>
/// <param name="AltName">The short one: "XBT", "USD", "SOL".</param>
/// <param name="Symbol">On the newer WebSocket: "BTC", "USD", "SOL".</param>
/// <param name="Decimals">Of its balances.</param>
internal sealed record KrakenAsset(string Key, string AltName, string Symbol, int Decimals, int DisplayDecimals)
{
    /// What has an old prefix or an old name, and what is kept with fewer decimals; everything else is called what it is called.
    private static readonly KrakenAsset[] Special =
    [
        new("ZUSD", "USD", "USD", 4, 2),
        new("XXBT", "XBT", "BTC", 10, 5),
        new("XETH", "ETH", "ETH", 10, 5),
        new("XLTC", "LTC", "LTC", 10, 5),
        new("XXRP", "XRP", "XRP", 8, 5),
        new("XXLM", "XLM", "XLM", 8, 5),
        new("XXDG", "XDG", "DOGE", 8, 2),
        new("ADA", "ADA", "ADA", 8, 6),
        new("ATOM", "ATOM", "ATOM", 8, 6),
    ];

    public static KrakenAsset Of(string symbol) =>
        Special.FirstOrDefault(asset => asset.Symbol == symbol) ?? new KrakenAsset(symbol, symbol, symbol, 10, 5);

    public bool Is(string name) => name == Key || name == AltName || name == Symbol;
}
