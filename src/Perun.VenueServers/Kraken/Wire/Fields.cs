using System.Globalization;
using System.Text.Json;

namespace Perun.VenueServers.Kraken.Wire;

/// What a request says, whether it came as a query, a form or JSON: a flat list of names and texts. Nested members are named as in
/// forms: "close[price]", "orders[0][type]". Numbers keep their digits.
internal sealed class Fields
{
    private const int Most = 2000;
    private readonly Dictionary<string, string> _texts = [];

    public IEnumerable<string> Names => _texts.Keys;

    public static Fields Empty { get; } = new();

    /// <exception cref="RefusedException">The text is no form, or says something twice.</exception>
    public static Fields OfForm(string text)
    {
        var fields = new Fields();
        foreach (var part in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            fields.Add(Plain(name), Plain(value));
        }
        return fields;
    }

    /// <exception cref="RefusedException">The text is no JSON object.</exception>
    public static Fields OfJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return Of(document.RootElement);
        }
        catch (JsonException)
        {
            // refused below
        }
        throw new RefusedException(Errors.InvalidArguments);
    }

    public static Fields Of(JsonElement members)
    {
        var fields = new Fields();
        foreach (var member in members.EnumerateObject()) fields.Take(member.Name, member.Value);
        return fields;
    }

    public bool Has(string name) => _texts.ContainsKey(name);

    /// Null where it is missing or empty.
    public string? Text(string name) => _texts.TryGetValue(name, out var text) && text.Length > 0 ? text : null;

    public string Needed(string name) => Text(name) ?? throw new RefusedException(Errors.Invalid(name));

    public decimal? Number(string name) => Text(name) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RefusedException(Errors.Invalid(name));

    public long? Whole(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RefusedException(Errors.Invalid(name));

    public bool Flag(string name, bool otherwise = false) => Text(name)?.ToLowerInvariant() switch
    {
        null => otherwise,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new RefusedException(Errors.Invalid(name)),
    };

    /// The texts of a list, whether it came as one text between commas or as members.
    public IReadOnlyList<string> List(string name)
    {
        if (Text(name) is { } joined) return joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var items = new List<string>();
        while (Text($"{name}[{items.Count}]") is { } item) items.Add(item);
        return items;
    }

    /// What is said within a member: for "close", "close[price]" becomes "price".
    public Fields Within(string name)
    {
        var within = new Fields();
        foreach (var (key, text) in _texts)
        {
            if (!key.StartsWith(name, StringComparison.Ordinal) || key.Length <= name.Length || key[name.Length] != '[') continue;
            var rest = key[(name.Length + 1)..];
            var end = rest.IndexOf(']');
            if (end >= 0) within.Add(rest[..end] + rest[(end + 1)..], text);
        }
        return within;
    }

    public bool IsEmpty => _texts.Count == 0;

    private void Take(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) Take($"{name}[{member.Name}]", member.Value);
                break;
            case JsonValueKind.Array:
                var place = 0;
                foreach (var item in value.EnumerateArray()) Take($"{name}[{place++}]", item);
                break;
            case JsonValueKind.String:
                Add(name, value.GetString()!);
                break;
            case JsonValueKind.Null:
                break;
            default:
                Add(name, value.GetRawText());
                break;
        }
    }

    private void Add(string name, string text)
    {
        if (_texts.Count == Most || !_texts.TryAdd(name, text)) throw new RefusedException(Errors.InvalidArguments);
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
