using System.Globalization;
using System.Text.Json;
using Perun.Core.Bars;

namespace Perun.Adapters.Venues.Kraken.History;

/// Kraken's rows of candles and trades. They are lists in which numbers and texts take turns, beside a place to go on from.
internal static class CandleRows
{
    private const string PlaceName = "last";

    /// Closed candles, the oldest first. The last row is the one that still forms, whatever its time, and is never among them.
    /// Candles without a trade are left out: there was no price.
    public static List<Bar> Closed(IReadOnlyDictionary<string, JsonElement> result, DateTime from, DateTime to)
    {
        var bars = new List<Bar>();
        if (RowsOf(result) is not { } rows) return bars;
        var count = rows.GetArrayLength();
        for (var place = 0; place < count - 1; place++)
        {
            var row = rows[place];
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 7 || !TryNumber(row[0], out var seconds)) continue;
            var time = DateTime.UnixEpoch.AddSeconds(seconds);
            if (time < from || time >= to || (bars.Count > 0 && time <= bars[^1].Time)) continue;
            if (!TryNumber(row[1], out var open) || !TryNumber(row[2], out var high) || !TryNumber(row[3], out var low) || !TryNumber(row[4], out var close) || !TryNumber(row[6], out var volume)) continue;
            var bar = new Bar(time, open, high, low, close, volume);
            if (bar.IsSane && volume > 0) bars.Add(bar);
        }
        return bars;
    }

    public static IEnumerable<PastTrade> Trades(IReadOnlyDictionary<string, JsonElement> result)
    {
        if (RowsOf(result) is not { } rows) yield break;
        foreach (var row in rows.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() < 3) continue;
            if (TryNumber(row[0], out var price) && TryNumber(row[1], out var quantity) && TryNumber(row[2], out var seconds) && price > 0 && quantity > 0)
                yield return new PastTrade(DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)), price, quantity);
        }
    }

    /// Where the next page begins; null where Kraken does not say.
    public static string? Place(IReadOnlyDictionary<string, JsonElement> result) =>
        result.TryGetValue(PlaceName, out var last) && last.ValueKind is JsonValueKind.String or JsonValueKind.Number && last.ToString() is { Length: > 0 and < 40 } place ? place : null;

    private static JsonElement? RowsOf(IReadOnlyDictionary<string, JsonElement> result)
    {
        foreach (var (name, rows) in result)
            if (name != PlaceName && rows.ValueKind == JsonValueKind.Array) return rows;
        return null;
    }

    private static bool TryNumber(JsonElement element, out double number)
    {
        number = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number),
            JsonValueKind.String => double.TryParse(element.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
    }
}

internal readonly record struct PastTrade(DateTime Time, double Price, double Quantity);
