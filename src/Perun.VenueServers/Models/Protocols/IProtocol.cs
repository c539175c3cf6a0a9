using System.Text.Json;

namespace Perun.VenueServers.Models.Protocols;

/// How questions and answers travel.
internal interface IProtocol
{
    /// Null, and why, for what is no question.
    (ScriptedQuestion? Question, string? Why) Read(JsonElement body);

    void Write(Utf8JsonWriter json, ScriptedQuestion question, ScriptedAnswer answer, int number, int inputTokens, int outputTokens);

    void WriteError(Utf8JsonWriter json, string type, string? code, string message);
}

internal static class Reading
{
    public static string? TextOf(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// A text, or the texts among the parts of a list.
    public static string ContentOf(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content)) return "";
        if (content.ValueKind == JsonValueKind.String) return content.GetString()!;
        return content.ValueKind == JsonValueKind.Array ? string.Concat(content.EnumerateArray().Select(part => TextOf(part, "text"))) : "";
    }

    public static IReadOnlyList<(string Role, string Text)>? MessagesIn(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0
        && messages.EnumerateArray().All(message => TextOf(message, "role") is not null)
            ? [.. messages.EnumerateArray().Select(message => (TextOf(message, "role")!, ContentOf(message)))]
            : null;

    public static string Joined(IEnumerable<(string Role, string Text)> messages, params string[] roles) =>
        string.Join("\n\n", messages.Where(message => roles.Contains(message.Role)).Select(message => message.Text));
}
