using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// What a message of the market stream holds.
internal interface IMarketHearer
{
    void OnBar(InstrumentId instrument, in Bar bar, bool isCorrection);

    void OnQuote(InstrumentId instrument, in Quote quote);

    void OnTrade(InstrumentId instrument, DateTime time, double price, double size);

    void OnStatus(InstrumentId instrument, string code, string words);

    /// Success, error and subscription: rare, and told with what they say.
    void OnControl(ReadOnlySpan<byte> kind, string? message, int code);
}

/// Reads the market stream's messages in place: for bars, quotes and trades nothing is allocated. What it does not know it passes over.
internal static class MarketReader
{
    private const int LongestWord = 256;

    /// <exception cref="JsonException">It is no JSON, or not a list of objects.</exception>
    public static void Read(ReadOnlySpan<byte> message, SymbolTable symbols, IMarketHearer hearer)
    {
        var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 8 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw new JsonException("no list");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) ReadOne(ref reader, symbols, hearer);
        if (reader.TokenType != JsonTokenType.EndArray) throw new JsonException("not a list of objects");
    }

    private static void ReadOne(ref Utf8JsonReader reader, SymbolTable symbols, IMarketHearer hearer)
    {
        ReadOnlySpan<byte> kind = default, symbol = default;
        double open = 0, high = 0, low = 0, close = 0, volume = 0, price = 0, size = 0, bid = 0, ask = 0, bidSize = 0, askSize = 0;
        DateTime time = default;
        string? words = null, status = null, reason = null;
        var code = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.Length == 1)
            {
                switch (name[0])
                {
                    case (byte)'T': kind = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default; break;
                    case (byte)'S': symbol = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default; break;
                    case (byte)'o': open = Number(ref reader); break;
                    case (byte)'h': high = Number(ref reader); break;
                    case (byte)'l': low = Number(ref reader); break;
                    case (byte)'c': close = Number(ref reader); break; // of quotes and trades it is a list of conditions
                    case (byte)'v': volume = Number(ref reader); break;
                    case (byte)'p': price = Number(ref reader); break;
                    case (byte)'s': size = Number(ref reader); break;
                    case (byte)'t': time = Time(ref reader); break;
                    default: reader.Skip(); break;
                }
            }
            else if (name.Length == 2)
            {
                switch ((name[0], name[1]))
                {
                    case ((byte)'b', (byte)'p'): bid = Number(ref reader); break;
                    case ((byte)'a', (byte)'p'): ask = Number(ref reader); break;
                    case ((byte)'b', (byte)'s'): bidSize = Number(ref reader); break;
                    case ((byte)'a', (byte)'s'): askSize = Number(ref reader); break;
                    case ((byte)'s', (byte)'c'): status = Text(ref reader); break;
                    case ((byte)'s', (byte)'m'): words = Text(ref reader); break;
                    case ((byte)'r', (byte)'m'): reason = Text(ref reader); break;
                    default: reader.Skip(); break;
                }
            }
            else if (name.SequenceEqual("msg"u8)) words = Text(ref reader);
            else if (name.SequenceEqual("code"u8)) code = (int)Number(ref reader);
            else reader.Skip();
        }
        if (kind.Length == 0) throw new JsonException("a message without a kind");
        if (kind.Length > 1)
        {
            hearer.OnControl(kind, words, code);
            return;
        }
        if (!symbols.TryFind(symbol, out var instrument)) return;
        switch (kind[0])
        {
            case (byte)'q': hearer.OnQuote(instrument, new Quote(time, bid, ask, bidSize, askSize)); break;
            case (byte)'b': hearer.OnBar(instrument, new Bar(time, open, high, low, close, volume), isCorrection: false); break;
            case (byte)'u': hearer.OnBar(instrument, new Bar(time, open, high, low, close, volume), isCorrection: true); break;
            case (byte)'t': hearer.OnTrade(instrument, time, price, size); break;
            case (byte)'s' when status is not null: hearer.OnStatus(instrument, status, reason is { Length: > 0 } ? $"{words}: {reason}" : words ?? status); break;
        }
    }

    /// What is no number is none: a bar with it is not sane, and a quote neither.
    private static double Number(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return Utf8Parser.TryParse(reader.ValueSpan, out double number, out _) ? number : double.NaN;
        reader.Skip();
        return double.NaN;
    }

    /// The default moment where it is none.
    private static DateTime Time(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return StreamTime.TryRead(reader.ValueSpan, out var time) ? time : reader.TryGetDateTimeOffset(out var moment) ? moment.UtcDateTime : default;
        reader.Skip();
        return default;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(LongestWord, reader.ValueSpan.Length)]);
        reader.Skip();
        return null;
    }
}
