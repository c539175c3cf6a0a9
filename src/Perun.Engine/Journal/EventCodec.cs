using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Events;

namespace Perun.Engine.Journal;

/// Events to bytes and back.
public sealed class EventCodec
{
    private readonly JournalJson _json;
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, IEngineEvent>> _readers;

    public EventCodec(Universe universe)
    {
        _json = JournalJson.For(universe);
        _readers = new(StringComparer.Ordinal)
        {
            ["started"] = body => Read(body, _json.Started) is { Settings: not null } started ? started : throw Lacks("settings"),
            ["listed"] = body => Read(body, _json.InstrumentListed) is { Instrument: not null } listed ? listed : throw Lacks("an instrument"),
            ["bar"] = body => ReadBar(body.Span),
            ["quote"] = body => Read(body, _json.QuoteSeen),
            ["signal"] = body => Read(body, _json.SignalProposed) is { Signal: not null } proposed ? proposed : throw Lacks("a signal"),
            ["report"] = body => Read(body, _json.OrderReported),
            ["time"] = _ => default(TimePassed),
            ["halt"] = body => Read(body, _json.TradingHalted),
            ["account"] = body => Read(body, _json.AccountSeen),
            ["venue"] = body => Read(body, _json.VenueStood),
            ["cash"] = body => Read(body, _json.CashMoved),
            ["outside"] = body => Read(body, _json.OutsideSeen),
            ["corrected"] = body => Read(body, _json.HoldingCorrected),
            ["split"] = body => Read(body, _json.SplitSeen),
            ["remark"] = body => Read(body, _json.VenueRemarked),
            ["operator"] = body => ReadOperator(body),
        };
    }

    public JournalJson Json => _json;

    /// Writes an event, and says what it is about.
    public string? Write<T>(in T happened, Utf8JsonWriter writer) where T : struct, IEngineEvent
    {
        if (happened is BarClosed bar)
        {
            WriteBar(bar, writer);
            return null;
        }
        if (happened is OperatorAsked asked)
        {
            OperatorJson.Write(writer, asked.Request, _json);
            return null;
        }
        JsonSerializer.Serialize(writer, happened, (JsonTypeInfo<T>)_json.GetTypeInfo(typeof(T))!);
        return happened is OrderReported reported ? reported.Report.Order.ToString() : null;
    }

    /// An event as it was; throws `JsonException` where the body is not one.
    public IEngineEvent Read(string name, ReadOnlyMemory<byte> body)
    {
        if (!_readers.TryGetValue(name, out var read)) throw new JsonException($"an event named {name} is not known to this version");
        try
        {
            return read(body);
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw new JsonException($"this is no {name}: {wrong.Message}", wrong);
        }
    }

    private static JsonException Lacks(string what) => new($"{what} is missing");

    private static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body.Span, type)!;

    private OperatorAsked ReadOperator(ReadOnlyMemory<byte> body) => new(OperatorJson.Read(body.Span, _json));

    /// Bars are most of a journal: written by hand, and short.
    private void WriteBar(in BarClosed closed, Utf8JsonWriter writer)
    {
        var bar = closed.Bar;
        writer.WriteStartObject();
        writer.WritePropertyName("i"u8);
        JsonSerializer.Serialize(writer, closed.Instrument, _json.InstrumentId);
        writer.WriteString("t"u8, bar.Time);
        WriteNumber(writer, "o"u8, bar.Open);
        WriteNumber(writer, "h"u8, bar.High);
        WriteNumber(writer, "l"u8, bar.Low);
        WriteNumber(writer, "c"u8, bar.Close);
        WriteNumber(writer, "v"u8, bar.Volume);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteString(name, value.ToString());
    }

    private BarClosed ReadBar(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var instrument = default(InstrumentId);
        var time = default(DateTime);
        Span<double> numbers = stackalloc double[5];
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : throw new JsonException("a bar's names are single letters");
            reader.Read();
            if (name == (byte)'i') instrument = JsonSerializer.Deserialize(ref reader, _json.InstrumentId);
            else if (name == (byte)'t') time = reader.GetDateTime();
            else if ("ohlcv"u8.IndexOf(name) is var at and >= 0)
                numbers[at] = reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : double.Parse(reader.GetString()!);
        }
        return new BarClosed(instrument, new Bar(time, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
    }
}
