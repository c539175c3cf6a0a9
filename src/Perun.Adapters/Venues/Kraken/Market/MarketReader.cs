using System.Text.Json;
using Perun.Core.Bars;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Reads messages of the streams where they lie, and tells what is in them. It allocates nothing for prices. What is not as described
/// throws a `JsonException`; the parts of the message told before that stand.
internal sealed class MarketReader(IMarketNews news)
{
    private const int LongestSymbol = 64;

    private static readonly JsonReaderOptions Bounds = new() { MaxDepth = 16 };

    private BookLevel[] _levels = new BookLevel[64];
    private readonly byte[] _symbol = new byte[LongestSymbol];
    private int _symbolLength;

    private enum Channel
    {
        None,
        Other,
        Book,
        Trade,
        Ticker,
        Candles,
        Instruments,
        Status,
    }

    private ReadOnlySpan<byte> Symbol => _symbol.AsSpan(0, _symbolLength);

    public void Read(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message, Bounds);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("the message is no object");
        var (channel, isSnapshot, hasData, isReply) = (Channel.None, false, false, false);
        var data = reader;
        var reply = new StreamReply();
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("channel"u8)) channel = ChannelOf(ref reader);
            else if (reader.ValueTextEquals("type"u8)) isSnapshot = reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("snapshot"u8);
            else if (reader.ValueTextEquals("data"u8))
            {
                data = reader;
                hasData = true;
                // The usual order allows to read on from here; another one is read twice.
                if (channel is not Channel.None)
                {
                    Take(ref reader, channel, isSnapshot);
                    hasData = false;
                }
                else reader.Skip();
            }
            else if (channel == Channel.None) isReply |= TakeReply(ref reader, ref reply);
            else Pass(ref reader);
        }
        if (hasData && channel != Channel.None) Take(ref data, channel, isSnapshot);
        else if (isReply && channel == Channel.None) news.OnReply(reply);
    }

    private static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// Over a value that says nothing here.
    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) reader.Skip();
    }

    private static Channel ChannelOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String) return Channel.Other;
        if (reader.ValueTextEquals("book"u8)) return Channel.Book;
        if (reader.ValueTextEquals("trade"u8)) return Channel.Trade;
        if (reader.ValueTextEquals("ticker"u8)) return Channel.Ticker;
        if (reader.ValueTextEquals("ohlc"u8)) return Channel.Candles;
        if (reader.ValueTextEquals("instrument"u8)) return Channel.Instruments;
        return reader.ValueTextEquals("status"u8) ? Channel.Status : Channel.Other;
    }

    private void Take(ref Utf8JsonReader reader, Channel channel, bool isSnapshot)
    {
        reader.Read();
        if (channel == Channel.Instruments && reader.TokenType == JsonTokenType.StartObject)
        {
            TakeInstruments(ref reader);
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray || channel is Channel.Other)
        {
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("an entry of the data is no object");
            switch (channel)
            {
                case Channel.Book: TakeBook(ref reader, isSnapshot); break;
                case Channel.Trade: TakeTrade(ref reader); break;
                case Channel.Ticker: TakeTicker(ref reader); break;
                case Channel.Candles: TakeCandle(ref reader, isSnapshot); break;
                case Channel.Status: TakeStatus(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        if (channel == Channel.Candles) news.OnCandlesEnd(isSnapshot);
    }

    private void TakeBook(ref Utf8JsonReader reader, bool isSnapshot)
    {
        _symbolLength = 0;
        var (count, checksum, hasChecksum) = (0, 0u, false);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("symbol"u8)) TakeSymbol(ref reader);
            else if (reader.ValueTextEquals("bids"u8)) TakeLevels(ref reader, isAsk: false, ref count);
            else if (reader.ValueTextEquals("asks"u8)) TakeLevels(ref reader, isAsk: true, ref count);
            else if (reader.ValueTextEquals("checksum"u8)) hasChecksum = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out checksum);
            else Pass(ref reader);
        }
        if (!hasChecksum) throw new JsonException("a book comes without its checksum");
        news.OnBook(Symbol, isSnapshot, _levels.AsSpan(0, count), checksum);
    }

    private void TakeLevels(ref Utf8JsonReader reader, bool isAsk, ref int count)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("a side of a book is no list");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            Fixed price = default, quantity = default;
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("price"u8)) price = Number(ref reader);
                else if (reader.ValueTextEquals("qty"u8)) quantity = Number(ref reader);
                else Pass(ref reader);
            }
            if (count == _levels.Length) Array.Resize(ref _levels, 2 * count);
            _levels[count++] = new BookLevel(isAsk, price, quantity);
        }
    }

    private void TakeTrade(ref Utf8JsonReader reader)
    {
        _symbolLength = 0;
        Fixed price = default, quantity = default;
        var (isSell, id, time) = (false, 0L, (DateTime?)null);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("symbol"u8)) TakeSymbol(ref reader);
            else if (reader.ValueTextEquals("price"u8)) price = Number(ref reader);
            else if (reader.ValueTextEquals("qty"u8)) quantity = Number(ref reader);
            else if (reader.ValueTextEquals("side"u8)) isSell = reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("sell"u8);
            else if (reader.ValueTextEquals("trade_id"u8)) id = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var told) ? told : 0;
            else if (reader.ValueTextEquals("timestamp"u8)) time = Time(ref reader);
            else Pass(ref reader);
        }
        news.OnTrade(Symbol, new TradePrint(price, quantity, isSell, id, time));
    }

    private void TakeTicker(ref Utf8JsonReader reader)
    {
        _symbolLength = 0;
        var (bid, bidSize, ask, askSize, last, time) = (0d, 0d, 0d, 0d, 0d, (DateTime?)null);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("symbol"u8)) TakeSymbol(ref reader);
            else if (reader.ValueTextEquals("bid"u8)) bid = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("bid_qty"u8)) bidSize = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("ask"u8)) ask = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("ask_qty"u8)) askSize = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("last"u8)) last = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("timestamp"u8)) time = Time(ref reader);
            else Pass(ref reader);
        }
        news.OnTicker(Symbol, new TickerPrint(bid, bidSize, ask, askSize, last, time));
    }

    private void TakeCandle(ref Utf8JsonReader reader, bool isSnapshot)
    {
        _symbolLength = 0;
        var (open, high, low, close, volume, minutes, begin) = (0d, 0d, 0d, 0d, 0d, 0, (DateTime?)null);
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("symbol"u8)) TakeSymbol(ref reader);
            else if (reader.ValueTextEquals("open"u8)) open = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("high"u8)) high = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("low"u8)) low = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("close"u8)) close = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("volume"u8)) volume = Number(ref reader).ToDouble();
            else if (reader.ValueTextEquals("interval"u8)) minutes = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var told) ? told : 0;
            else if (reader.ValueTextEquals("interval_begin"u8)) begin = Time(ref reader);
            else Pass(ref reader);
        }
        if (begin is { } time) news.OnCandle(Symbol, minutes, new Bar(time, open, high, low, close, volume), isSnapshot);
    }

    private void TakeStatus(ref Utf8JsonReader reader)
    {
        while (Next(ref reader))
        {
            if (reader.ValueTextEquals("system"u8)) news.OnSystem(reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null);
            else Pass(ref reader);
        }
    }

    private void TakeInstruments(ref Utf8JsonReader reader)
    {
        while (Next(ref reader))
        {
            if (!reader.ValueTextEquals("pairs"u8))
            {
                Pass(ref reader);
                continue;
            }
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("the pairs are no list");
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                _symbolLength = 0;
                string? status = null;
                while (Next(ref reader))
                {
                    if (reader.ValueTextEquals("symbol"u8)) TakeSymbol(ref reader);
                    else if (reader.ValueTextEquals("status"u8)) status = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    else Pass(ref reader);
                }
                news.OnPairStatus(Symbol, status);
            }
        }
    }

    /// Replies are rare, and may leave out anything: where success is not told it was none.
    private static bool TakeReply(ref Utf8JsonReader reader, ref StreamReply reply)
    {
        if (reader.ValueTextEquals("method"u8)) reply = reply with { Method = Text(ref reader) };
        else if (reader.ValueTextEquals("req_id"u8)) reply = reply with { RequestId = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : 0 };
        else if (reader.ValueTextEquals("success"u8)) reply = reply with { IsGood = reader.Read() && reader.TokenType == JsonTokenType.True };
        else if (reader.ValueTextEquals("error"u8)) reply = reply with { Error = Text(ref reader) };
        else if (reader.ValueTextEquals("symbol"u8)) reply = reply with { Symbol = Text(ref reader) };
        else if (reader.ValueTextEquals("result"u8))
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                if (reader.TokenType == JsonTokenType.StartArray) reader.Skip();
                return true;
            }
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("channel"u8)) reply = reply with { Channel = Text(ref reader) };
                else if (reader.ValueTextEquals("symbol"u8)) reply = reply with { Symbol = Text(ref reader) };
                else Pass(ref reader);
            }
        }
        else
        {
            Pass(ref reader);
            return false;
        }
        return true;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) reader.Skip();
        return null;
    }

    private void TakeSymbol(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= LongestSymbol) _symbolLength = reader.CopyString(_symbol);
    }

    /// Numbers come as such, and now and then as texts.
    private static Fixed Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String && Fixed.TryRead(reader.ValueSpan, out var number)) return number;
        // Nothing was traded yet, so there is nothing to tell.
        if (reader.TokenType == JsonTokenType.Null) return default;
        throw new JsonException("a number can't be read");
    }

    private static DateTime? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTime(out var time)) return null;
        return time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
    }
}
