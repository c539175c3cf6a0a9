using System.Globalization;
using System.Text.Json;

namespace Perun.VenueServers.Kraken.Wire;

/// Numbers with as many decimals as Kraken gives them.
internal static class Digits
{
    public static string Of(decimal number, int decimals) => decimal.Round(number, decimals).ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// A JSON number that keeps its zeros.
    public static void WriteDigits(this Utf8JsonWriter json, string name, decimal number, int decimals)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Of(number, decimals));
    }

    public static void WriteDigits(this Utf8JsonWriter json, string name, double number, int decimals) => json.WriteDigits(name, (decimal)number, decimals);

    public static void WriteTexts(this Utf8JsonWriter json, string name, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
