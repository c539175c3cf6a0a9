using System.Text;
using System.Text.Json;

namespace Perun.Mind.Models.Answers;

/// What an answer must look like. One description makes both the schema that providers are told and the check that is made
/// here: a provider's own check is never relied on.
public abstract record Shape
{
    public static Shape Text(int longest, string? about = null) => new TextShape(longest, about);

    public static Shape Word(params IReadOnlyList<string> words) => new WordShape(words);

    /// Finite; whether it is in its range is judged by whoever reads it, with a reason of its own.
    public static Shape Number(string? about = null) => new NumberShape(about);

    public static Shape Maybe(Shape inner) => new MaybeShape(inner);

    public static Shape List(Shape of, int most) => new ListShape(of, most);

    /// Every field is required and no other is allowed.
    public static Shape Object(params IReadOnlyList<(string Name, Shape Shape)> fields) => new ObjectShape(fields);

    /// What is wrong, with its place; null where nothing is.
    public string? TroubleIn(JsonElement value) => TroubleIn(value, "the answer");

    internal abstract string? TroubleIn(JsonElement value, string where);

    internal abstract void WriteSchema(Utf8JsonWriter schema);

    internal static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    /// Null where it is no text, or one with half a character in it.
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// A shape with the name that providers ask for.
public sealed record NamedShape(string Name, Shape Shape)
{
    /// JSON schema in the strict subset that all providers share.
    public string Schema { get; } = Write(Shape);

    private static string Write(Shape shape)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) shape.WriteSchema(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
