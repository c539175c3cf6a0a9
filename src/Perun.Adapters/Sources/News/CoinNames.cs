namespace Perun.Adapters.Sources.News;

/// What people call the coins that are written about. Names that are also words ("Near", "Stellar") are left out: a piece that
/// is taken for news of a coin and is none does more harm than one that is missed.
internal static class CoinNames
{
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        ["BTC"] = ["Bitcoin", "BTC"],
        ["BCH"] = ["Bitcoin Cash", "BCH"],
        ["BSV"] = ["Bitcoin SV"],
        ["ETH"] = ["Ethereum", "Ether", "ETH"],
        ["ETC"] = ["Ethereum Classic"],
        ["SOL"] = ["Solana"],
        ["XRP"] = ["XRP"],
        ["ADA"] = ["Cardano"],
        ["DOGE"] = ["Dogecoin", "DOGE"],
        ["SHIB"] = ["Shiba Inu"],
        ["DOT"] = ["Polkadot"],
        ["LINK"] = ["Chainlink"],
        ["AVAX"] = ["Avalanche AVAX", "AVAX"],
        ["LTC"] = ["Litecoin"],
        ["TRX"] = ["TRON TRX", "TRX"],
        ["XLM"] = ["XLM"],
        ["XMR"] = ["Monero"],
        ["UNI"] = ["Uniswap"],
        ["AAVE"] = ["Aave"],
        ["ATOM"] = ["Cosmos ATOM"],
        ["ALGO"] = ["Algorand"],
        ["FIL"] = ["Filecoin"],
        ["XTZ"] = ["Tezos"],
        ["HBAR"] = ["Hedera"],
        ["USDT"] = ["Tether"],
        ["BNB"] = ["BNB", "Binance Coin"],
        ["PEPE"] = ["Pepe coin"],
        ["TON"] = ["Toncoin"],
        ["SUI"] = ["Sui Network"],
    };

    /// Longest first, so that Bitcoin Cash is not taken for Bitcoin.
    public static IReadOnlyList<(string Name, string Asset)> All { get; } =
        [.. Table.SelectMany(coin => coin.Value.Select(name => (Name: name, Asset: coin.Key))).OrderByDescending(pair => pair.Name.Length).ThenBy(pair => pair.Name, StringComparer.Ordinal)];

    /// The name to search by; null where a search would find too much else.
    public static string? Of(string asset) => Table.TryGetValue(asset, out var names) ? names[0] : null;
}
