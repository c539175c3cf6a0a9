using Perun.Core.Instruments;

namespace Perun.Simulation.World;

/// Everything the world can make prices for. Prices, steps and minimums resemble Alpaca's for equities and Kraken's for
/// crypto, fees are Alpaca's; what happens to them is invented. Where these are not enough, there are made-up ones without a name.
public static class WorldCatalog
{
    public static IReadOnlyList<InstrumentProfile> All { get; } =
    [
        Equity("AAPL", "Apple", "technology", 228, 1.05, 0.9, 0.009, 11e9),
        Equity("MSFT", "Microsoft", "technology", 432, 0.95, 0.9, 0.008, 9e9),
        Equity("NVDA", "Nvidia", "semiconductors", 141, 1.6, 1.3, 0.016, 30e9),
        Equity("SPY", "the S&P 500 fund", "index", 586, 1.0, 0, 0.0006, 32e9) with { IsFund = true },
        Equity("TSLA", "Tesla", "consumer", 342, 1.7, 0.8, 0.022, 26e9),
        Equity("AMZN", "Amazon", "consumer", 207, 1.15, 0.9, 0.010, 8e9),
        Equity("GOOGL", "Alphabet", "technology", 176, 1.05, 0.9, 0.010, 5e9),
        Equity("META", "Meta", "technology", 575, 1.2, 1.0, 0.012, 7e9),
        Equity("AMD", "AMD", "semiconductors", 138, 1.6, 1.3, 0.016, 6e9),
        Equity("INTC", "Intel", "semiconductors", 24.5, 1.2, 1.0, 0.018, 1.6e9),
        Equity("AVGO", "Broadcom", "semiconductors", 172, 1.4, 1.2, 0.014, 4e9),
        Equity("JPM", "JPMorgan", "banks", 243, 0.95, 1.0, 0.007, 2.3e9),
        Equity("BAC", "Bank of America", "banks", 46.7, 1.05, 1.1, 0.008, 1.7e9),
        Equity("GS", "Goldman Sachs", "banks", 595, 1.1, 1.1, 0.008, 1.2e9),
        Equity("XOM", "Exxon Mobil", "energy", 121, 0.7, 1.2, 0.007, 1.7e9),
        Equity("CVX", "Chevron", "energy", 161, 0.7, 1.2, 0.007, 1.1e9),
        Equity("JNJ", "Johnson & Johnson", "health", 154, 0.45, 0.9, 0.007, 1.1e9),
        Equity("PFE", "Pfizer", "health", 25.4, 0.55, 1.0, 0.010, 0.9e9),
        Equity("UNH", "UnitedHealth", "health", 595, 0.55, 1.0, 0.012, 1.9e9),
        Equity("WMT", "Walmart", "staples", 88, 0.5, 0.9, 0.007, 1.5e9),
        Equity("KO", "Coca-Cola", "staples", 63.2, 0.4, 0.9, 0.006, 0.9e9),
        Equity("PG", "Procter & Gamble", "staples", 171, 0.4, 0.9, 0.006, 1.1e9),
        Equity("DIS", "Disney", "consumer", 114, 1.0, 0.8, 0.011, 1.1e9),
        Equity("BA", "Boeing", "industry", 149, 1.2, 1.0, 0.014, 1.2e9),
        Equity("CAT", "Caterpillar", "industry", 385, 1.05, 1.1, 0.009, 1.0e9),
        Equity("QQQ", "the Nasdaq 100 fund", "technology", 503, 1.1, 0.6, 0.001, 18e9) with { IsFund = true },
        Crypto("BTC/USD", "Bitcoin", 97_500, 0.1m, 0.00005m, 0.9, 0.0, 0.008, 1.4e9),
        Crypto("ETH/USD", "Ethereum", 3_350, 0.01m, 0.001m, 1.15, 0.8, 0.014, 0.7e9),
        Crypto("SOL/USD", "Solana", 242, 0.01m, 0.02m, 1.4, 1.0, 0.024, 0.35e9),
        Crypto("XRP/USD", "XRP", 1.42, 0.00001m, 2m, 1.1, 1.0, 0.028, 0.3e9),
        Crypto("ADA/USD", "Cardano", 0.92, 0.000001m, 4m, 1.3, 1.1, 0.026, 0.09e9),
        Crypto("DOGE/USD", "Dogecoin", 0.39, 0.0000001m, 10m, 1.4, 1.1, 0.030, 0.2e9),
        Crypto("LTC/USD", "Litecoin", 92, 0.01m, 0.05m, 1.0, 0.9, 0.018, 0.05e9),
        Crypto("DOT/USD", "Polkadot", 6.1, 0.0001m, 0.6m, 1.3, 1.1, 0.022, 0.03e9),
        Crypto("AVAX/USD", "Avalanche", 35.8, 0.01m, 0.1m, 1.35, 1.1, 0.024, 0.04e9),
        Crypto("LINK/USD", "Chainlink", 15.2, 0.00001m, 0.2m, 1.25, 1.0, 0.022, 0.04e9),
        Crypto("UNI/USD", "Uniswap", 9.4, 0.001m, 0.4m, 1.25, 1.1, 0.026, 0.02e9),
        Crypto("ATOM/USD", "Cosmos", 6.4, 0.0001m, 0.5m, 1.2, 1.0, 0.022, 0.015e9),
        Crypto("BCH/USD", "Bitcoin Cash", 485, 0.01m, 0.01m, 1.0, 0.8, 0.020, 0.03e9),
        Crypto("XLM/USD", "Stellar", 0.25, 0.000001m, 15m, 1.15, 1.0, 0.028, 0.03e9),
    ];

    public static bool TryFind(string symbol, out InstrumentProfile profile)
    {
        foreach (var candidate in All)
        {
            if (!string.Equals(candidate.Instrument.Symbol, symbol, StringComparison.OrdinalIgnoreCase)) continue;
            profile = candidate;
            return true;
        }
        profile = MadeUp.Find(symbol)!;
        return profile is not null;
    }

    internal static InstrumentProfile Equity(
        string symbol, string name, string sector, double price, double beta, double sectorBeta, double own, double turnover) =>
        new(new Instrument
        {
            Symbol = symbol,
            AssetClass = AssetClass.Equity,
            BaseAsset = symbol,
            Hours = TradingHours.NewYork,
            Tick = 0.01m,
            TickBelowOne = 0.0001m,
            Lot = 1,
            MinQuantity = 1,
            MinNotional = 1,
            CanBeShorted = true,
            Fees = VenueFees.AlpacaShares,
        }, name, sector, price, beta, sectorBeta, own, turnover);

    internal static InstrumentProfile Crypto(
        string symbol, string name, double price, decimal tick, decimal least, double beta, double sectorBeta, double own, double turnover) =>
        new(new Instrument
        {
            Symbol = symbol,
            AssetClass = AssetClass.Crypto,
            BaseAsset = symbol[..symbol.IndexOf('/')],
            Hours = TradingHours.AroundTheClock,
            Tick = tick,
            Lot = 0.00000001m,
            MinQuantity = least,
            MinNotional = 10,
            Fees = VenueFees.AlpacaCrypto,
        }, name, "altcoins", price, beta, sectorBeta, own, turnover);
}
