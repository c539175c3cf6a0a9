using System.Text.Json;

namespace Perun.Mind.Models.Answers;

internal sealed record TextShape(int Longest, string? About) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where) => TextOf(value) switch
    {
        null => $"{where} is {KindOf(value)} and not a readable text",
        { Length: var length } when length > Longest => $"{where} is {length} characters long, more than {Longest}",
        _ => null,
    };

    internal override void WriteSchema(Utf8JsonWriter schema) => Plain.Write(schema, "string", About);
}

internal sealed record WordShape(IReadOnlyList<string> Words) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where) =>
        TextOf(value) is { } word && Words.Contains(word, StringComparer.Ordinal) ? null : $"{where} is none of {string.Join(", ", Words)}";

    internal override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteString("type", "string");
        schema.WriteStartArray("enum");
        foreach (var word in Words) schema.WriteStringValue(word);
        schema.WriteEndArray();
        schema.WriteEndObject();
    }
}

internal sealed record NumberShape(string? About) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where) =>
        value.ValueKind != JsonValueKind.Number ? $"{where} is {KindOf(value)} and not a number"
        : !value.TryGetDouble(out var number) || !double.IsFinite(number) ? $"{where} is no finite number"
        : null;

    internal override void WriteSchema(Utf8JsonWriter schema) => Plain.Write(schema, "number", About);
}

internal sealed record MaybeShape(Shape Inner) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where) => value.ValueKind == JsonValueKind.Null ? null : Inner.TroubleIn(value, where);

    internal override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteStartArray("anyOf");
        Inner.WriteSchema(schema);
        Plain.Write(schema, "null", null);
        schema.WriteEndArray();
        schema.WriteEndObject();
    }
}

internal sealed record ListShape(Shape Of, int Most) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where)
    {
        if (value.ValueKind != JsonValueKind.Array) return $"{where} is {KindOf(value)} and not a list";
        if (value.GetArrayLength() is var length && length > Most) return $"{where} has {length} entries, more than {Most}";
        var index = 0;
        foreach (var entry in value.EnumerateArray())
            if (Of.TroubleIn(entry, $"{where}[{index++}]") is { } trouble) return trouble;
        return null;
    }

    internal override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteString("type", "array");
        schema.WritePropertyName("items");
        Of.WriteSchema(schema);
        schema.WriteEndObject();
    }
}

internal sealed record ObjectShape(IReadOnlyList<(string Name, Shape Shape)> Fields) : Shape
{
    internal override string? TroubleIn(JsonElement value, string where)
    {
        if (value.ValueKind != JsonValueKind.Object) return $"{where} is {KindOf(value)} and not an object";
        foreach (var property in value.EnumerateObject())
            if (!Fields.Any(field => property.NameEquals(field.Name))) return $"{where} has \"{Brief(property.Name)}\", which was not asked for";
        foreach (var (name, shape) in Fields)
        {
            if (!value.TryGetProperty(name, out var inner)) return $"{where} lacks \"{name}\"";
            if (shape.TroubleIn(inner, $"{where}.{name}") is { } trouble) return trouble;
        }
        return null;
    }

    internal override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteString("type", "object");
        schema.WriteStartObject("properties");
        foreach (var (name, shape) in Fields)
        {
            schema.WritePropertyName(name);
            shape.WriteSchema(schema);
        }
        schema.WriteEndObject();
        schema.WriteStartArray("required");
        foreach (var (name, _) in Fields) schema.WriteStringValue(name);
        schema.WriteEndArray();
        schema.WriteBoolean("additionalProperties", false);
        schema.WriteEndObject();
    }

    private static string Brief(string name) => string.Concat(name.Take(40).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
}

/// A schema of a type and a word about it.
internal static class Plain
{
    public static void Write(Utf8JsonWriter schema, string type, string? about)
    {
        schema.WriteStartObject();
        schema.WriteString("type", type);
        if (about is not null) schema.WriteString("description", about);
        schema.WriteEndObject();
    }
}

/// Anything: judged by whoever reads it.
internal sealed record AnyShape : Shape
{
    internal override string? TroubleIn(JsonElement value, string where) => null;

    internal override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject();
        schema.WriteEndObject();
    }
}
