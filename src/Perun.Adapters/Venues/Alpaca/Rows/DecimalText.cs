using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Alpaca.Rows;

/// Money and quantities come as texts, here and there as numbers; digit by digit they become decimals, never by way of a double.
internal sealed class DecimalText : JsonConverter<decimal>
{
    private const int Longest = 64;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(ref reader, out var number) ? number : throw new JsonException("no number");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(Of(value));

    /// As Alpaca wants it: plain digits without zeros that say nothing.
    public static string Of(decimal number) => Core.Money.Digits.Plain(number).ToString(CultureInfo.InvariantCulture);

    public static bool TryRead(ref Utf8JsonReader reader, out decimal number)
    {
        number = 0;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.HasValueSequence || reader.ValueSpan.Length is 0 or > Longest) return false;
        return decimal.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}

internal sealed class OptionalDecimalText : JsonConverter<decimal?>
{
    public override decimal? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty) return null;
        return DecimalText.TryRead(ref reader, out var number) ? number : throw new JsonException("no number");
    }

    public override void Write(Utf8JsonWriter writer, decimal? value, JsonSerializerOptions options)
    {
        if (value is { } number) writer.WriteStringValue(DecimalText.Of(number));
        else writer.WriteNullValue();
    }
}

/// Moments come with up to nine decimals, in UTC or with an offset, or as mere dates.
internal sealed class UtcText : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var moment)) return moment.UtcDateTime;
        throw new JsonException("no moment");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Of(value));

    public static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
