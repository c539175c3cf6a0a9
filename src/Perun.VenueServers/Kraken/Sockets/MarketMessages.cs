using System.Text.Json;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Books;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Market;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Sockets;

/// What the public channels say.
internal sealed class MarketMessages(KrakenVenue venue)
{
    public static byte[] Heartbeat { get; } = """{"channel":"heartbeat"}"""u8.ToArray();

    public byte[] Status(long connection) => Frame("status", "update", json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "2.0.0");
        json.WriteString("system", venue.Mode.Word());
        json.WriteString("api_version", "v2");
        json.WriteNumber("connection_id", connection);
        json.WriteEndObject();
    });

    public byte[] Ticker(KrakenPair pair, string type) => Frame("ticker", type, json =>
    {
        var (ask, bid) = (venue.BookOf(pair, isAsk: true, depth: 1)[0], venue.BookOf(pair, isAsk: false, depth: 1)[0]);
        var (day, last) = (venue.Tape.Since(pair.Id, venue.Now.AddDays(-1)), venue.LastOf(pair));
        var change = last - pair.Instrument.RoundPrice((decimal)day.Open, Core.Instruments.RoundTo.Nearest);
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteDigits("bid", bid.Price, pair.PriceDecimals);
        json.WriteDigits("bid_qty", bid.Quantity, KrakenPair.LotDecimals);
        json.WriteDigits("ask", ask.Price, pair.PriceDecimals);
        json.WriteDigits("ask_qty", ask.Quantity, KrakenPair.LotDecimals);
        json.WriteDigits("last", last, pair.PriceDecimals);
        json.WriteDigits("volume", day.Volume, KrakenPair.LotDecimals);
        json.WriteDigits("vwap", day.AveragePrice, pair.PriceDecimals);
        json.WriteDigits("low", day.Low, pair.PriceDecimals);
        json.WriteDigits("high", day.High, pair.PriceDecimals);
        json.WriteDigits("change", change, pair.PriceDecimals);
        json.WriteDigits("change_pct", day.Open > 0 ? change / (decimal)day.Open * 100 : 0, 2);
        json.WriteEndObject();
    });

    public byte[] Trades(KrakenPair pair, string type, IReadOnlyList<Print> prints) => Frame("trade", type, json =>
    {
        foreach (var print in prints)
        {
            json.WriteStartObject();
            json.WriteString("symbol", pair.Symbol);
            json.WriteString("side", print.IsUp ? "buy" : "sell");
            json.WriteDigits("price", print.Price, pair.PriceDecimals);
            json.WriteDigits("qty", print.Size, KrakenPair.LotDecimals);
            json.WriteString("ord_type", Prints.IsLimit(print) ? "limit" : "market");
            json.WriteNumber("trade_id", print.Number);
            json.WriteString("timestamp", Moments.Long(print.Time));
            json.WriteEndObject();
        }
    });

    public byte[] Candles(KrakenPair pair, string type, int interval, IReadOnlyList<Candle> candles) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("channel", "ohlc");
        json.WriteString("type", type);
        json.WriteString("timestamp", Moments.Long(venue.Now));
        json.WriteStartArray("data");
        foreach (var candle in candles)
        {
            json.WriteStartObject();
            json.WriteString("symbol", pair.Symbol);
            json.WriteDigits("open", candle.Open, pair.PriceDecimals);
            json.WriteDigits("high", candle.High, pair.PriceDecimals);
            json.WriteDigits("low", candle.Low, pair.PriceDecimals);
            json.WriteDigits("close", candle.Close, pair.PriceDecimals);
            json.WriteNumber("trades", candle.Count);
            json.WriteDigits("volume", candle.Volume, KrakenPair.LotDecimals);
            json.WriteDigits("vwap", candle.AveragePrice, pair.PriceDecimals);
            json.WriteString("interval_begin", Moments.Long(candle.Begin));
            json.WriteNumber("interval", interval);
            json.WriteString("timestamp", Moments.Long(candle.Begin.AddMinutes(interval)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Book(KrakenPair pair, string type, in BookChange change, DateTime now)
    {
        var (bids, asks, checksum) = change;
        return Frame("book", type, json =>
        {
            json.WriteStartObject();
            json.WriteString("symbol", pair.Symbol);
            WriteLevels(json, "bids", bids, pair);
            WriteLevels(json, "asks", asks, pair);
            json.WriteNumber("checksum", checksum);
            if (type == "update") json.WriteString("timestamp", Moments.Long(now));
            json.WriteEndObject();
        });
    }

    public byte[] Instruments(string type, IEnumerable<KrakenPair> pairs) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("channel", "instrument");
        json.WriteString("type", type);
        json.WriteStartObject("data");
        json.WriteStartArray("assets");
        foreach (var asset in type == "snapshot" ? venue.Listing.Assets : [])
        {
            json.WriteStartObject();
            json.WriteString("id", asset.Symbol);
            json.WriteString("status", "enabled");
            json.WriteNumber("precision", asset.Decimals);
            json.WriteNumber("precision_display", asset.DisplayDecimals);
            json.WriteBoolean("borrowable", false);
            json.WriteNumber("collateral_value", 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("pairs");
        foreach (var pair in pairs) WriteInstrument(json, pair);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteInstrument(Utf8JsonWriter json, KrakenPair pair)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Symbol);
        json.WriteString("base", pair.Base.Symbol);
        json.WriteString("quote", pair.Quote.Symbol);
        json.WriteString("status", venue.ModeOf(pair).Word());
        json.WriteNumber("qty_precision", KrakenPair.LotDecimals);
        json.WriteDigits("qty_increment", pair.Instrument.Lot, KrakenPair.LotDecimals);
        json.WriteNumber("price_precision", pair.PriceDecimals);
        json.WriteNumber("cost_precision", KrakenPair.CostDecimals);
        json.WriteBoolean("marginable", false);
        json.WriteBoolean("has_index", false);
        json.WriteDigits("cost_min", pair.Instrument.MinNotional, 2);
        json.WriteDigits("tick_size", pair.Instrument.Tick, pair.PriceDecimals);
        json.WriteDigits("price_increment", pair.Instrument.Tick, pair.PriceDecimals);
        json.WriteDigits("qty_min", pair.Instrument.MinQuantity, KrakenPair.LotDecimals);
        json.WriteEndObject();
    }

    private static void WriteLevels(Utf8JsonWriter json, string name, IReadOnlyList<BookLevel> levels, KrakenPair pair)
    {
        json.WriteStartArray(name);
        foreach (var level in levels)
        {
            json.WriteStartObject();
            json.WriteDigits("price", level.Price, pair.PriceDecimals);
            json.WriteDigits("qty", level.Quantity, KrakenPair.LotDecimals);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static byte[] Frame(string channel, string type, Action<Utf8JsonWriter> items) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("channel", channel);
        json.WriteString("type", type);
        json.WriteStartArray("data");
        items(json);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
