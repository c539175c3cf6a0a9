using System.Text.Json;
using Perun.Core.Instruments;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Market;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// What anybody may ask: /0/public/*.
internal sealed class PublicApi(KrakenVenue venue)
{
    private const int MostDepth = 500;
    private const int UsualDepth = 100;
    private const int MostTrades = 1000;
    private const int MostSpreads = 200;

    /// The result; null where there is no such method.
    public Action<Utf8JsonWriter>? Find(string method, Fields fields) => method switch
    {
        "Time" => WriteTime,
        "SystemStatus" => WriteStatus,
        "Assets" => json => WriteAssets(json, fields),
        "AssetPairs" => json => WritePairs(json, fields),
        "Ticker" => json => WriteTickers(json, fields),
        "OHLC" => json => WriteCandles(json, fields),
        "Depth" => json => WriteDepth(json, fields),
        "Trades" => json => WriteTrades(json, fields),
        "Spread" => json => WriteSpreads(json, fields),
        _ => null,
    };

    private void WriteTime(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("unixtime", Moments.Seconds(venue.ClockTime));
        json.WriteString("rfc1123", venue.ClockTime.ToString("ddd, dd MMM yy HH:mm:ss") + " +0000");
        json.WriteEndObject();
    }

    private void WriteStatus(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", venue.Mode.Word());
        json.WriteString("timestamp", Moments.Text(venue.Now));
        json.WriteEndObject();
    }

    private void WriteAssets(Utf8JsonWriter json, Fields fields)
    {
        var asked = fields.List("asset");
        json.WriteStartObject();
        foreach (var asset in asked.Count == 0 ? venue.Listing.Assets : asked.Select(name => venue.Listing.FindAsset(name) ?? throw new RefusedException(Errors.UnknownAsset)).Distinct())
        {
            json.WriteStartObject(asset.Key);
            json.WriteString("aclass", "currency");
            json.WriteString("altname", asset.AltName);
            json.WriteNumber("decimals", asset.Decimals);
            json.WriteNumber("display_decimals", asset.DisplayDecimals);
            json.WriteNumber("collateral_value", 1);
            json.WriteString("status", "enabled");
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WritePairs(Utf8JsonWriter json, Fields fields)
    {
        json.WriteStartObject();
        foreach (var pair in PairsOf(fields))
        {
            json.WriteStartObject(pair.Key);
            PairJson.Write(json, pair, venue.Listing.ModeOf(pair));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteTickers(Utf8JsonWriter json, Fields fields)
    {
        json.WriteStartObject();
        foreach (var pair in PairsOf(fields)) WriteTicker(json, pair);
        json.WriteEndObject();
    }

    private void WriteTicker(Utf8JsonWriter json, KrakenPair pair)
    {
        var (ask, bid) = (venue.BookOf(pair, isAsk: true, depth: 1)[0], venue.BookOf(pair, isAsk: false, depth: 1)[0]);
        var (today, day) = (venue.Tape.Since(pair.Id, venue.Now.Date), venue.Tape.Since(pair.Id, venue.Now.AddDays(-1)));
        json.WriteStartObject(pair.Key);
        json.WriteTexts("a", Price(pair, ask.Price), WholeLots(ask.Quantity), Digits.Of(ask.Quantity, 3));
        json.WriteTexts("b", Price(pair, bid.Price), WholeLots(bid.Quantity), Digits.Of(bid.Quantity, 3));
        json.WriteTexts("c", Price(pair, venue.LastOf(pair)), Digits.Of((decimal)(venue.Floor.Record.LastPrint(pair.Id)?.Size ?? 0), KrakenPair.LotDecimals));
        json.WriteTexts("v", Volume(today), Volume(day));
        json.WriteTexts("p", Price(pair, today.AveragePrice), Price(pair, day.AveragePrice));
        json.WriteStartArray("t");
        json.WriteNumberValue(today.Count);
        json.WriteNumberValue(day.Count);
        json.WriteEndArray();
        json.WriteTexts("l", Price(pair, today.Low), Price(pair, day.Low));
        json.WriteTexts("h", Price(pair, today.High), Price(pair, day.High));
        json.WriteString("o", Price(pair, today.Open));
        json.WriteEndObject();
    }

    private void WriteCandles(Utf8JsonWriter json, Fields fields)
    {
        var pair = PairOf(fields);
        var interval = (int)(fields.Whole("interval") ?? 1);
        if (!Tape.Intervals.Contains(interval)) throw new RefusedException(Errors.Invalid("interval"));
        var since = fields.Whole("since") ?? 0;
        var candles = venue.Tape.Candles(pair.Id, interval, Tape.MostCandles, venue.Now);
        json.WriteStartObject();
        json.WriteStartArray(pair.Key);
        foreach (var candle in candles)
        {
            if (Moments.Seconds(candle.Begin) <= since) continue;
            json.WriteStartArray();
            json.WriteNumberValue(Moments.Seconds(candle.Begin));
            foreach (var price in (ReadOnlySpan<double>)[candle.Open, candle.High, candle.Low, candle.Close, candle.AveragePrice]) json.WriteStringValue(pair.PriceText((decimal)price));
            json.WriteStringValue(Volume(candle));
            json.WriteNumberValue(candle.Count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("last", candles.Count > 1 ? Moments.Seconds(candles[^2].Begin) : 0);
        json.WriteEndObject();
    }

    private void WriteDepth(Utf8JsonWriter json, Fields fields)
    {
        var pair = PairOf(fields);
        var count = fields.Whole("count") ?? UsualDepth;
        if (count is < 1 or > MostDepth) throw new RefusedException(Errors.Invalid("count"));
        json.WriteStartObject();
        json.WriteStartObject(pair.Key);
        foreach (var isAsk in (ReadOnlySpan<bool>)[true, false])
        {
            json.WriteStartArray(isAsk ? "asks" : "bids");
            foreach (var level in venue.BookOf(pair, isAsk, (int)count))
            {
                json.WriteStartArray();
                json.WriteStringValue(Price(pair, level.Price));
                json.WriteStringValue(Digits.Of(level.Quantity, 3));
                json.WriteNumberValue(Moments.Seconds(venue.Now));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteTrades(Utf8JsonWriter json, Fields fields)
    {
        var pair = PairOf(fields);
        var count = fields.Whole("count") ?? MostTrades;
        if (count is < 1 or > MostTrades) throw new RefusedException(Errors.Invalid("count"));
        var prints = venue.Floor.Record.PrintsOf(pair.Id);
        var since = fields.Text("since") is null ? (DateTime?)null : Moments.Parse(fields.Needed("since")) ?? throw new RefusedException(Errors.Invalid("since"));
        var first = since is { } moment ? venue.Floor.Record.FirstPrintFrom(pair.Id, moment.AddTicks(1)) : Math.Max(0, prints.Count - (int)count);
        var last = since is { } from ? Moments.Nanoseconds(from) : Moments.Nanoseconds(venue.Now);
        json.WriteStartObject();
        json.WriteStartArray(pair.Key);
        for (var place = first; place < prints.Count && place < first + count; place++)
        {
            var print = prints[place];
            last = Moments.Nanoseconds(print.Time);
            json.WriteStartArray();
            json.WriteStringValue(Price(pair, print.Price));
            json.WriteStringValue(Digits.Of((decimal)print.Size, KrakenPair.LotDecimals));
            json.WriteNumberValue(Moments.Precise(print.Time));
            json.WriteStringValue(print.IsUp ? "b" : "s");
            json.WriteStringValue(Prints.IsLimit(print) ? "l" : "m");
            json.WriteStringValue("");
            json.WriteNumberValue(print.Number);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteString("last", last);
        json.WriteEndObject();
    }

    private void WriteSpreads(Utf8JsonWriter json, Fields fields)
    {
        var pair = PairOf(fields);
        var prints = venue.Floor.Record.PrintsOf(pair.Id);
        var since = fields.Whole("since");
        var first = since is { } seconds ? venue.Floor.Record.FirstPrintFrom(pair.Id, Moments.OfSeconds(seconds)) : Math.Max(0, prints.Count - MostSpreads);
        json.WriteStartObject();
        json.WriteStartArray(pair.Key);
        for (var place = first; place < prints.Count && place < first + MostSpreads; place++)
        {
            var quote = venue.Floor.QuoteAround(pair.Id, prints[place].Price, prints[place].Time);
            json.WriteStartArray();
            json.WriteNumberValue(Moments.Seconds(prints[place].Time));
            json.WriteStringValue(Price(pair, quote.Bid));
            json.WriteStringValue(Price(pair, quote.Ask));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteNumber("last", prints.Count > 0 ? Moments.Seconds(prints[^1].Time) : 0);
        json.WriteEndObject();
    }

    private KrakenPair PairOf(Fields fields) => venue.Listing.TryFind(fields.Needed("pair"), out var pair) ? pair : throw new RefusedException(Errors.UnknownPair);

    private IEnumerable<KrakenPair> PairsOf(Fields fields)
    {
        var names = fields.List("pair");
        return names.Count == 0 ? venue.Listing.Pairs
            : names.Select(name => venue.Listing.TryFind(name, out var pair) ? pair : throw new RefusedException(Errors.UnknownPair)).Distinct();
    }

    /// Quotes have five decimals whatever the tick.
    private static string Price(KrakenPair pair, decimal price) => Digits.Of(price, Math.Max(5, pair.PriceDecimals));

    private static string Price(KrakenPair pair, double price) => Price(pair, pair.Instrument.RoundPrice((decimal)price, RoundTo.Nearest));

    private static string Volume(Candle candle) => Digits.Of((decimal)candle.Volume, KrakenPair.LotDecimals);

    private static string WholeLots(decimal quantity) => Digits.Of(decimal.Ceiling(quantity), 0);
}
