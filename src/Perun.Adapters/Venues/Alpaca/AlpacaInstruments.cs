using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Alpaca;

/// Alpaca's assets as instruments.
internal static class AlpacaInstruments
{
    private const decimal Cent = 0.01m;
    private const decimal BelowOne = 0.0001m;

    /// The least that a purchase of crypto for dollars may cost.
    private const decimal LeastCryptoOrder = 10m;

    /// What the list says where it leaves a step out.
    private const decimal FinestStep = 0.000000001m;

    /// Null for what can't be traded, and for what is neither share nor coin.
    public static Instrument? Of(AssetRow asset) => asset switch
    {
        { Tradable: false } or { Status: not (null or "active") } => null,
        { Class: "us_equity" } => Share(asset),
        { Class: "crypto" } => Coin(asset),
        _ => null,
    };

    /// Whole shares only: brackets take no parts of one, and an entry without a bracket would be bare.
    private static Instrument Share(AssetRow asset) => new()
    {
        Symbol = asset.Symbol,
        AssetClass = AssetClass.Equity,
        BaseAsset = asset.Symbol,
        Hours = TradingHours.NewYork,
        Tick = Cent,
        TickBelowOne = BelowOne,
        Lot = 1,
        MinQuantity = 1,
        CanBeShorted = asset.Shortable && (asset.EasyToBorrow || asset.BorrowStatus == "easy_to_borrow"),
        Protection = VenueProtection.Bracket,
        Fees = VenueFees.AlpacaShares,
    };

    private static Instrument? Coin(AssetRow asset)
    {
        var stroke = asset.Symbol.IndexOf('/');
        if (stroke <= 0 || stroke == asset.Symbol.Length - 1) return null;
        var quote = asset.Symbol[(stroke + 1)..];
        return new Instrument
        {
            Symbol = asset.Symbol,
            AssetClass = AssetClass.Crypto,
            BaseAsset = asset.Symbol[..stroke],
            QuoteCurrency = quote,
            Hours = TradingHours.AroundTheClock,
            Tick = Step(asset.PriceIncrement),
            Lot = Step(asset.MinTradeIncrement),
            MinQuantity = asset.MinOrderSize is > 0 and var least ? least : Step(asset.MinTradeIncrement),
            MinNotional = quote == "USD" ? LeastCryptoOrder : 0,
            Protection = VenueProtection.StopLimit,
            Fees = VenueFees.AlpacaCrypto,
        };
    }

    private static decimal Step(decimal? step) => step is > 0 and var told ? told : FinestStep;
}
