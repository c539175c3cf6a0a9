using System.Globalization;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Faults;

/// Answers that parse and are not what was agreed on.
internal static class SpoiledJson
{
    private static readonly HashSet<string> Words = ["status", "side", "type", "order_type", "time_in_force", "asset_class", "class", "event", "order_class", "activity_type"];

    public static JsonNode? WrongTypes(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, WrongTypes(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WrongTypes)]),
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length,
        JsonValue value when value.TryGetValue<double>(out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => node?.DeepClone(),
    };

    public static JsonNode? Nulls(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, Nulls(member.Value)))),
        JsonArray => null,
        _ => node?.DeepClone(),
    };

    public static JsonNode? UnknownWords(JsonNode? node, string name = "") => node switch
    {
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, UnknownWords(member.Value, member.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => UnknownWords(item, name))]),
        JsonValue value when Words.Contains(name) && value.TryGetValue<string>(out _) => "a_word_of_tomorrow",
        _ => node?.DeepClone(),
    };
}
