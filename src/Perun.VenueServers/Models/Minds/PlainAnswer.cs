using System.Text.Json;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Models.Minds;

/// The emptiest answer that a schema allows, to questions the scripts know nothing of.
internal static class PlainAnswer
{
    public static string To(JsonElement schema) => Of(schema)?.ToJsonString() ?? "null";

    private static JsonNode? Of(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return null;
        if (schema.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array && words.GetArrayLength() > 0) return JsonNode.Parse(words[0].GetRawText());
        switch (Protocols.Reading.TextOf(schema, "type"))
        {
            case "object":
                var made = new JsonObject();
                if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
                    foreach (var property in properties.EnumerateObject()) made[property.Name] = Of(property.Value);
                return made;
            case "array": return new JsonArray();
            case "string": return JsonValue.Create("");
            case "number" or "integer": return JsonValue.Create(0);
            case "boolean": return JsonValue.Create(false);
            default: return null;
        }
    }
}
