using Perun.Core.Instruments;

namespace Perun.Engine.Tests;

/// What can be traded in these tests, in the order in which it is listed.
internal static class Listing
{
    /// Whole shares around the clock, without fees.
    public static readonly InstrumentId Share = new(0);

    /// Its fee comes from what is bought.
    public static readonly InstrumentId Coin = new(1);

    /// A share with New York's hours that can't be sold short.
    public static readonly InstrumentId Stock = new(2);

    public static readonly Instrument ShareTerms = new()
    {
        Symbol = "SHR",
        AssetClass = AssetClass.Equity,
        BaseAsset = "SHR",
        Hours = TradingHours.AroundTheClock,
        Tick = 0.01m,
        Lot = 1,
        MinQuantity = 1,
        CanBeShorted = true,
    };

    public static readonly Instrument CoinTerms = new()
    {
        Symbol = "CN/USD",
        AssetClass = AssetClass.Crypto,
        BaseAsset = "CN",
        Hours = TradingHours.AroundTheClock,
        Tick = 0.1m,
        Lot = 0.0001m,
        MinQuantity = 0.001m,
        MinNotional = 10,
        Fees = new FeeSchedule { TakerRate = 0.0025m, MakerRate = 0.0015m, Asset = FeeAsset.Credited },
    };

    public static readonly Instrument StockTerms = ShareTerms with
    {
        Symbol = "STK",
        Hours = TradingHours.NewYork,
        CanBeShorted = false,
        Fees = new FeeSchedule { SellRate = 0.0000278m, SellPerShare = 0.000166m, SellPerShareCap = 8.30m },
    };

    public static readonly Instrument[] All = [ShareTerms, CoinTerms, StockTerms];
}
