using System.Globalization;
using System.Text.Json;

namespace Perun.Adapters.Sources.Services;

/// Reads what a service says without believing its description: anything may be missing, null, or of another type, numbers may
/// be texts and lists may be single things. What can't be read is null; nothing here throws.
internal static class Loose
{
    public static JsonElement? Of(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name with half a character in it.
            return null;
        }
    }

    public static JsonElement? Of(this JsonElement? element, string name) => element?.Of(name);

    public static string? Text(this JsonElement element, string name) => Text(element.Of(name));

    public static string? Text(this JsonElement? element, string name) => Text(element.Of(name));

    /// A text, or a number or a truth as text; null where it is empty.
    public static string? Text(JsonElement? element)
    {
        try
        {
            return element switch
            {
                { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } said ? said : null,
                { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static double? Number(this JsonElement? element, string name)
    {
        var text = Text(element.Of(name));
        return text is { Length: < 100 } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }

    public static double? Number(this JsonElement element, string name) => Number((JsonElement?)element, name);

    /// UTC; without a zone it is taken for that.
    public static DateTime? Time(this JsonElement element, string name)
    {
        var text = element.Text(name);
        return text is { Length: < 64 }
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year > 2000
                ? time.UtcDateTime
                : null;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name, int most) => Items(element.Of(name), most);

    /// What is in a list, or the thing itself where it stands alone; at most so many.
    public static IEnumerable<JsonElement> Items(JsonElement? element, int most) => element switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Take(most),
        { } single => [single],
        null => [],
    };

    /// The values of an object, where each may be a list of one; a list's items likewise.
    public static IEnumerable<JsonElement> Values(JsonElement? element, int most) => element switch
    {
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Take(most).SelectMany(pair => Items(pair.Value, most)),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Take(most).SelectMany(item => Items(item, most)),
        _ => [],
    };

    public static double? Share(double? value) => value is >= 0 and <= 1 ? value : null;
}
