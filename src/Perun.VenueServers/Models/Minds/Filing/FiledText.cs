using System.Text.Json.Nodes;

namespace Perun.VenueServers.Models.Minds.Filing;

internal sealed record FiledMemory(string Id, IReadOnlyList<string> Tags, double Importance, IReadOnlyList<(string To, string Relation)> Links);

internal sealed record FiledLesson(string Text, string? Symbol, IReadOnlyList<string> From);

/// The answer in the form in which it is asked for.
internal static class FiledText
{
    public static string Of(IEnumerable<FiledMemory> memories, IEnumerable<FiledLesson> lessons, string? summary) => new JsonObject
    {
        ["memories"] = List(memories, memory => new JsonObject
        {
            ["id"] = memory.Id,
            ["tags"] = List(memory.Tags, tag => JsonValue.Create(tag)),
            ["importance"] = memory.Importance,
            ["links"] = List(memory.Links, link => new JsonObject { ["to"] = link.To, ["relation"] = link.Relation }),
        }),
        ["lessons"] = List(lessons, lesson => new JsonObject { ["text"] = lesson.Text, ["symbol"] = lesson.Symbol, ["from"] = List(lesson.From, id => JsonValue.Create(id)) }),
        ["summary"] = summary,
    }.ToJsonString();

    private static JsonArray List<T>(IEnumerable<T> from, Func<T, JsonNode> node) => [.. from.Select(node)];
}
