using System.Collections.Concurrent;

namespace Perun.Adapters.Venues.Alpaca;

/// Alpaca writes "BTC/USD" among assets and orders and "BTCUSD" among positions and activities: both are read by the list of assets,
/// not by rule.
internal sealed class AlpacaSymbols
{
    private readonly ConcurrentDictionary<string, string> _pairs = new(StringComparer.OrdinalIgnoreCase);

    public void Learn(string symbol)
    {
        if (symbol.Contains('/')) _pairs[symbol.Replace("/", "", StringComparison.Ordinal)] = symbol;
    }

    /// In Perun's spelling; as it is where it names no known pair.
    public string Of(string symbol, string? assetClass) =>
        assetClass is not "us_equity" && _pairs.TryGetValue(symbol, out var pair) ? pair : symbol.ToUpperInvariant();
}
