using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Perun.VenueServers.Tests.OpenApi;

/// Checks documents against the schemas of an OpenAPI 3.0 specification, strictly: a member that its schema does not know is a
/// violation, too, unless the schema says that others may be there.
public sealed class JsonSchema(JsonElement specification)
{
    public List<Violation> Check(JsonElement schema, JsonElement document) => Check(schema, document, new Place("", "", "$"), mayBeUnknown: false);

    private readonly record struct Place(string Schema, string Member, string Path);

    private List<Violation> Check(JsonElement schema, JsonElement document, Place place, bool mayBeUnknown)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!;
            return Check(Resolve(name), document, place with { Schema = name[(name.LastIndexOf('/') + 1)..], Member = "" }, mayBeUnknown);
        }
        if (document.ValueKind == JsonValueKind.Null) return IsNullable(schema) ? [] : [Wrong(place, "nullable", "null is not allowed")];
        var found = new List<Violation>();
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray()) found.AddRange(Check(part, document, place, mayBeUnknown: true));
            if (!mayBeUnknown) found.AddRange(Unknown(document, Known(schema), place));
        }
        if (schema.TryGetProperty("anyOf", out var any)) found.AddRange(Among(any, document, place, static count => count >= 1, "anyOf"));
        if (schema.TryGetProperty("oneOf", out var one)) found.AddRange(Among(one, document, place, static count => count == 1, "oneOf"));
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, document)) return [.. found, Wrong(place, "type", $"{document.GetRawText()} is no {type.GetString()}")];
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetRawText() == document.GetRawText()))
            found.Add(Wrong(place, "enum", $"{document.GetRawText()} is not among {words.GetRawText()}"));
        switch (document.ValueKind)
        {
            case JsonValueKind.Object: found.AddRange(Members(schema, document, place, mayBeUnknown)); break;
            case JsonValueKind.Array: found.AddRange(Items(schema, document, place)); break;
            case JsonValueKind.String: found.AddRange(Text(schema, document.GetString()!, place)); break;
            case JsonValueKind.Number: found.AddRange(Number(schema, document, place)); break;
            default: break;
        }
        return found;
    }

    private List<Violation> Among(JsonElement choices, JsonElement document, Place place, Func<int, bool> isRight, string rule)
    {
        var tried = choices.EnumerateArray().Select(choice => Check(choice, document, place, mayBeUnknown: false)).ToList();
        var count = tried.Count(static violations => violations.Count == 0);
        if (isRight(count)) return [];
        // Where none fits, the nearest says best what is wrong.
        return count == 0 ? tried.MinBy(static violations => violations.Count)! : [Wrong(place, rule, $"{count} of the choices fit")];
    }

    private List<Violation> Members(JsonElement schema, JsonElement document, Place place, bool mayBeUnknown)
    {
        var found = new List<Violation>();
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
                if (!document.TryGetProperty(name.GetString()!, out _)) found.Add(Wrong(place with { Member = name.GetString()! }, "required", $"{name.GetString()} is missing"));
        }
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var member in document.EnumerateObject())
        {
            var inside = place with { Member = member.Name, Path = $"{place.Path}.{member.Name}" };
            if (hasProperties && properties.TryGetProperty(member.Name, out var known)) found.AddRange(Check(known, member.Value, inside, mayBeUnknown: false));
            else if (hasOthers && others.ValueKind == JsonValueKind.Object) found.AddRange(Check(others, member.Value, inside, mayBeUnknown: false));
            else if (hasOthers && others.ValueKind == JsonValueKind.False) found.Add(Wrong(inside, "unknown", "the schema forbids others"));
            else if (hasProperties && !hasOthers && !mayBeUnknown && !schema.TryGetProperty("allOf", out _)) found.Add(Wrong(inside, "unknown", "the schema does not know it"));
        }
        return found;
    }

    private List<Violation> Items(JsonElement schema, JsonElement document, Place place)
    {
        var found = new List<Violation>();
        var count = document.GetArrayLength();
        if (Limit(schema, "minItems") > count || Limit(schema, "maxItems") < count) found.Add(Wrong(place, "minItems", $"{count} items"));
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean() && document.EnumerateArray().Select(static item => item.GetRawText()).Distinct().Count() != count)
            found.Add(Wrong(place, "uniqueItems", "an item comes twice"));
        if (!schema.TryGetProperty("items", out var items)) return found;
        var number = 0;
        foreach (var item in document.EnumerateArray()) found.AddRange(Check(items, item, place with { Path = $"{place.Path}[{number++}]" }, mayBeUnknown: false));
        return found;
    }

    private static IEnumerable<Violation> Text(JsonElement schema, string text, Place place)
    {
        if (Limit(schema, "minLength") > text.Length || Limit(schema, "maxLength") < text.Length) yield return Wrong(place, "minLength", $"\"{text}\" is too short or too long");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, Regex.InfiniteMatchTimeout)) yield return Wrong(place, "pattern", $"\"{text}\" is not of the pattern {pattern.GetString()}");
        if (schema.TryGetProperty("format", out var format) && !IsFormatted(format.GetString()!, text)) yield return Wrong(place, "format", $"\"{text}\" is no {format.GetString()}");
    }

    private static IEnumerable<Violation> Number(JsonElement schema, JsonElement document, Place place)
    {
        var value = document.GetDouble();
        if (Limit(schema, "minimum") > value || Limit(schema, "maximum") < value) yield return Wrong(place, "minimum", $"{value} is out of bounds");
        if (schema.TryGetProperty("format", out var format) && format.GetString() is "uint32" or "uint64" && value < 0) yield return Wrong(place, "format", $"{value} is below zero");
    }

    private List<Violation> Unknown(JsonElement document, HashSet<string> known, Place place) => document.ValueKind != JsonValueKind.Object || known.Count == 0 ? []
        : [.. document.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => Wrong(place with { Member = member.Name, Path = $"{place.Path}.{member.Name}" }, "unknown", "the schema does not know it"))];

    /// Every member that a schema and its parts speak of.
    private HashSet<string> Known(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Known(Resolve(reference.GetString()!));
        var known = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(static member => member.Name).ToHashSet() : [];
        if (!schema.TryGetProperty("allOf", out var all)) return known;
        foreach (var part in all.EnumerateArray()) known.UnionWith(Known(part));
        return known;
    }

    public JsonElement Resolve(string reference)
    {
        var at = specification;
        foreach (var step in reference.TrimStart('#', '/').Split('/')) at = at.GetProperty(step);
        return at;
    }

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    private static bool IsOf(string type, JsonElement document) => type switch
    {
        "object" => document.ValueKind == JsonValueKind.Object,
        "array" => document.ValueKind == JsonValueKind.Array,
        "string" => document.ValueKind == JsonValueKind.String,
        "boolean" => document.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => document.ValueKind == JsonValueKind.Number,
        "integer" => document.ValueKind == JsonValueKind.Number && decimal.TryParse(document.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number),
        _ => throw new InvalidOperationException($"the checker does not know the type {type}"),
    };

    private static bool IsFormatted(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => Regex.IsMatch(text, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$", RegexOptions.ExplicitCapture, Regex.InfiniteMatchTimeout) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        "decimal" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => throw new InvalidOperationException($"the checker does not know the format {format}"),
    };

    private static double? Limit(JsonElement schema, string name) => schema.TryGetProperty(name, out var limit) ? limit.GetDouble() : null;

    private static Violation Wrong(Place place, string rule, string what) => new(place.Schema, place.Member, rule, place.Path, what);
}
