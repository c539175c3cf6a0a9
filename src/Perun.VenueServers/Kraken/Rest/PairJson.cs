using System.Text.Json;
using Perun.Core.Instruments;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// A pair as AssetPairs tells of it.
internal static class PairJson
{
    public static void Write(Utf8JsonWriter json, KrakenPair pair, PairMode mode)
    {
        json.WriteString("altname", pair.AltName);
        json.WriteString("wsname", pair.OldSymbol);
        json.WriteString("aclass_base", "currency");
        json.WriteString("base", pair.Base.Key);
        json.WriteString("aclass_quote", "currency");
        json.WriteString("quote", pair.Quote.Key);
        json.WriteString("lot", "unit");
        json.WriteNumber("cost_decimals", KrakenPair.CostDecimals);
        json.WriteNumber("pair_decimals", pair.PriceDecimals);
        json.WriteNumber("lot_decimals", KrakenPair.LotDecimals);
        json.WriteNumber("lot_multiplier", 1);
        json.WriteTexts("leverage_buy");
        json.WriteTexts("leverage_sell");
        WriteFees(json, "fees", pair.Instrument.Fees.TakerRate, static tier => tier.TakerRate);
        WriteFees(json, "fees_maker", pair.Instrument.Fees.MakerRate, static tier => tier.MakerRate);
        json.WriteString("fee_volume_currency", "ZUSD");
        json.WriteNumber("margin_call", 80);
        json.WriteNumber("margin_stop", 40);
        json.WriteString("ordermin", Core.Money.Digits.Plain(pair.Instrument.MinQuantity).ToString());
        json.WriteString("costmin", Core.Money.Digits.Plain(pair.Instrument.MinNotional).ToString());
        json.WriteString("tick_size", pair.PriceText(pair.Instrument.Tick));
        json.WriteString("status", mode.Word());
        json.WriteNumber("long_position_limit", 0);
        json.WriteNumber("short_position_limit", 0);
    }

    private static void WriteFees(Utf8JsonWriter json, string name, decimal first, Func<FeeTier, decimal> rateOf)
    {
        json.WriteStartArray(name);
        WriteFee(json, 0, first);
        foreach (var tier in VenueFees.KrakenTiers) WriteFee(json, tier.Volume, rateOf(tier));
        json.WriteEndArray();
    }

    private static void WriteFee(Utf8JsonWriter json, decimal volume, decimal rate)
    {
        json.WriteStartArray();
        json.WriteNumberValue(volume);
        json.WriteNumberValue(Core.Money.Digits.Plain(rate * 100));
        json.WriteEndArray();
    }
}
