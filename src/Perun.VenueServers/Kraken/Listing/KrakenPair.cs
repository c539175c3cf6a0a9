using Perun.Core.Instruments;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Listing;

/// A pair under all of its names, with its steps and minimums.
/// <param name="Key">In REST answers: "XXBTZUSD", "SOLUSD".</param>
/// <param name="AltName">"XBTUSD".</param>
/// <param name="OldSymbol">What AssetPairs calls wsname: "XBT/USD".</param>
internal sealed record KrakenPair(InstrumentId Id, Instrument Instrument, KrakenAsset Base, KrakenAsset Quote, string Key, string AltName, string OldSymbol)
{
    public const int LotDecimals = 8;
    public const int CostDecimals = 5;

    /// Perun's name and the newer WebSocket's: "BTC/USD".
    public string Symbol => Instrument.Symbol;

    public int PriceDecimals => Instrument.Tick.Scale;

    public static KrakenPair Of(InstrumentId id, Instrument instrument)
    {
        var (held, quote) = (KrakenAsset.Of(instrument.BaseAsset), KrakenAsset.Of(instrument.QuoteCurrency));
        // Old pairs of two prefixed assets have the prefixes in their key, Dogecoin's and all newer ones have not.
        var isOld = held.Key != held.AltName && held.Symbol != "DOGE";
        return new KrakenPair(id, instrument, held, quote,
            isOld ? held.Key + quote.Key : held.AltName + quote.AltName, held.AltName + quote.AltName, $"{held.AltName}/{quote.AltName}");
    }

    /// As REST requests may call it.
    public bool Is(string name) => name == Key || name == AltName || name == OldSymbol || name == Symbol;

    public string PriceText(decimal price) => Digits.Of(price, PriceDecimals);

    public static string VolumeText(decimal volume) => Digits.Of(volume, LotDecimals);

    public static string CostText(decimal cost) => Digits.Of(cost, CostDecimals);
}
