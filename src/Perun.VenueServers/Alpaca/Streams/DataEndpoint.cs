namespace Perun.VenueServers.Alpaca.Streams;

/// A market data stream: its path, and what it offers.
internal sealed record DataEndpoint(string Path, bool IsCrypto, bool NeedsSip, IReadOnlyList<string> Channels)
{
    private static readonly string[] StockChannels = ["trades", "quotes", "bars", "updatedBars", "dailyBars", "statuses", "lulds", "imbalances", "corrections", "cancelErrors"];
    private static readonly string[] CryptoChannels = ["trades", "quotes", "orderbooks", "bars", "updatedBars", "dailyBars"];

    public static IReadOnlyList<DataEndpoint> All { get; } =
    [
        new("v2/iex", false, false, StockChannels),
        new("v2/sip", false, true, StockChannels),
        new("v1beta3/crypto/us", true, false, CryptoChannels),
        new("v1beta1/news", false, false, ["news"]),
    ];
}
