using System.Text.Json;
using Perun.Mind.Models.Answers;

namespace Perun.Mind.Memories.Organising;

/// What an answer about memories looks like.
internal static class OrganisingShape
{
    private const int MostEntries = 100;
    private const int LongestWord = 48;
    private const int LongestId = 96;

    private static readonly Shape Entry = Shape.Object(
        ("id", Shape.Text(LongestId, "of the memory")),
        ("tags", Shape.List(Shape.Text(LongestWord), 8)),
        ("importance", Shape.Number("from 0 to 1")),
        ("links", Shape.List(Shape.Object(("to", Shape.Text(LongestId, "the id of another memory given here")), ("relation", Shape.Text(LongestWord, "one word for how"))), 8)));

    private static readonly Shape Lesson = Shape.Object(
        ("text", Shape.Text(ModelOrganiser.MostLessonLetters)),
        ("symbol", Shape.Maybe(Shape.Text(LongestWord))),
        ("from", Shape.List(Shape.Text(LongestId), MostEntries)));

    /// As providers are told it.
    public static readonly NamedShape Asked = new("memory_organisation", Shape.Object(
        ("memories", Shape.List(Entry, MostEntries)), ("lessons", Shape.List(Lesson, ModelOrganiser.MostLessons)), ("summary", Shape.Maybe(Shape.Text(ModelOrganiser.MostSummaryLetters)))));

    /// As an answer is found: entries are looked at one by one, so that a bad one spoils no other, and what is left out is not missed.
    public static readonly Shape Frame = new FrameShape();

    private sealed record FrameShape : Shape
    {
        internal override string? TroubleIn(JsonElement value, string where) =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty("memories", out var list) && list.ValueKind == JsonValueKind.Array ? null : $"{where} has no list \"memories\"";

        internal override void WriteSchema(Utf8JsonWriter schema) => Asked.Shape.WriteSchema(schema);
    }
}
