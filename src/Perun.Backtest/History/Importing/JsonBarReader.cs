using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Perun.Backtest.History.Importing;

/// Bars in JSON: an array of objects or of arrays, however deep it lies. Read token by token, so that its size does not
/// matter. Numbers may be strings, as exchanges send them.
internal sealed class JsonBarReader(BarDoor? door, Action<long>? onTime = null, ClockZone zone = ClockZone.Utc)
{
    private const int Fields = 8;
    private const int Volume = 5;

    private readonly double[] _values = new double[Fields];
    private long _time;
    private int _seen;
    private int _place;
    private int _field = -1;
    private int _recordDepth = -1;
    private bool _isObject;
    private TimeText? _times;

    /// Bars seen.
    public long Record { get; private set; }

    /// The times in the beginning of a document.
    public static List<long> TimesIn(ReadOnlySpan<byte> head)
    {
        var times = new List<long>();
        var reader = new JsonBarReader(null, times.Add);
        var json = new Utf8JsonReader(WithoutMark(head), isFinalBlock: false, default);
        try
        {
            while (json.Read()) reader.Take(ref json);
        }
        catch (JsonException)
        {
            // What is broken is said where it is imported.
        }
        return times;
    }

    public void Read(InputFile file, BlockReader blocks, CancellationToken cancel)
    {
        var state = new JsonReaderState();
        byte[] rest = [];
        var isFirst = true;
        try
        {
            while (true)
            {
                var block = blocks.Next(cancel);
                var isEnd = block.IsEmpty;
                if (isFirst) block = WithoutMark(block);
                isFirst = false;
                byte[] bytes = [.. rest, .. block];
                var json = new Utf8JsonReader(bytes, isEnd, state);
                while (json.Read()) Take(ref json);
                state = json.CurrentState;
                rest = bytes[(int)json.BytesConsumed..];
                if (isEnd) return;
                if (rest.Length > BlockReader.BlockBytes) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} has a value of more than a megabyte: that is no bar.");
            }
        }
        catch (JsonException failure)
        {
            throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} is no valid JSON in line {(failure.LineNumber ?? 0) + 1}: nothing was imported.", failure);
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                // The innermost is the record: one that holds others is forgotten.
                (_recordDepth, _isObject, _seen, _place, _field) = (json.CurrentDepth, json.TokenType == JsonTokenType.StartObject, 0, 0, -1);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                if (json.CurrentDepth == _recordDepth) End();
                _recordDepth = -1;
                break;
            case JsonTokenType.PropertyName:
                _field = FieldOf(ref json);
                break;
            default:
                if (_recordDepth < 0) break;
                var field = _isObject ? _field : _place++;
                if (field is >= 0 and < Fields) Value(ref json, field);
                break;
        }
    }

    private void Value(ref Utf8JsonReader json, int field)
    {
        if (json.HasValueSequence || json.ValueSpan.Length > 64 || json.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return;
        var text = json.ValueSpan;
        if (field == 0)
        {
            _times ??= TimeGuess.Of([Encoding.UTF8.GetString(text)]) is { } style ? new TimeText(style, zone) : null;
            if (_times is null || !_times.TryRead(text, default, out _time)) return;
        }
        else if (!NumberText.TryRead(text, (byte)'.', out _values[field])) return;
        _seen |= 1 << field;
    }

    private void End()
    {
        // Something else than a bar, such as a list of names.
        if (_seen == 0) return;
        Record++;
        onTime?.Invoke(_time);
        if (door is null) return;
        if ((_seen & 0b11111) != 0b11111)
        {
            door.Refuse(Record, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"bar {Record}")), "a time or a price is missing or is none");
            return;
        }
        // Kraken's answer has eight places, with the average price before the volume.
        var isKraken = !_isObject && _place == 8 && _values[Volume] >= _values[3] && _values[Volume] <= _values[2];
        var volume = _values[isKraken ? Volume + 1 : Volume];
        door.Take(Record, "bar"u8, _time, _values[1], _values[2], _values[3], _values[4], (_seen & (1 << Volume)) != 0 ? volume : 0);
    }

    private static int FieldOf(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("t"u8) || json.ValueTextEquals("time"u8) || json.ValueTextEquals("timestamp"u8) || json.ValueTextEquals("date"u8)
            || json.ValueTextEquals("datetime"u8) || json.ValueTextEquals("openTime"u8) || json.ValueTextEquals("Date"u8) || json.ValueTextEquals("Time"u8)) return 0;
        if (json.ValueTextEquals("o"u8) || json.ValueTextEquals("open"u8) || json.ValueTextEquals("Open"u8)) return 1;
        if (json.ValueTextEquals("h"u8) || json.ValueTextEquals("high"u8) || json.ValueTextEquals("High"u8)) return 2;
        if (json.ValueTextEquals("l"u8) || json.ValueTextEquals("low"u8) || json.ValueTextEquals("Low"u8)) return 3;
        if (json.ValueTextEquals("c"u8) || json.ValueTextEquals("close"u8) || json.ValueTextEquals("Close"u8)) return 4;
        return json.ValueTextEquals("v"u8) || json.ValueTextEquals("volume"u8) || json.ValueTextEquals("Volume"u8) ? 5 : -1;
    }
}
