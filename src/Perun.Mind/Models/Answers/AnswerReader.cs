using System.Text.Json;

namespace Perun.Mind.Models.Answers;

/// Finds the JSON in what a model said: after its reasoning, in prose, in code fences. Nothing is repaired but a comma too many;
/// what breaks off or can be meant in two ways is no answer. Takes bounded time and memory whatever the text.
public static class AnswerReader
{
    public const int LongestAnswer = 1_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = JsonSlices.Deepest };

    public static Extraction Read(string text, Shape shape)
    {
        if (text.Length > LongestAnswer) return Extraction.Failed(ExtractionTrouble.TooLong, $"the answer is {text.Length:#,##0} characters long, more than {LongestAnswer:#,##0}");
        if (string.IsNullOrWhiteSpace(text)) return Extraction.Failed(ExtractionTrouble.Empty, "the answer is empty");
        if (Reasoning.After(text) is not { } answer) return Extraction.Failed(ExtractionTrouble.Truncated, "the answer ends within its reasoning");

        var found = new List<JsonElement>();
        foreach (var slice in JsonSlices.In(answer))
        {
            if (slice.IsTooDeep) return Extraction.Failed(ExtractionTrouble.TooDeep, $"the answer's JSON is nested more than {JsonSlices.Deepest} deep");
            if (!slice.IsClosed) return Extraction.Failed(ExtractionTrouble.Truncated, "the answer's JSON begins and does not end");
            var (value, why) = Parse(answer.AsMemory(slice.Start, slice.Length));
            if (value is not { } element) return Extraction.Failed(ExtractionTrouble.Invalid, $"the answer's JSON can't be read: {why}");
            found.Add(element);
        }
        return found.Count == 0
            ? Extraction.Failed(ExtractionTrouble.NoJson, "the answer has no JSON in it")
            : Choose(found, shape);
    }

    /// An example or a quotation may stand beside the answer; which is which must be plain.
    private static Extraction Choose(List<JsonElement> found, Shape shape)
    {
        var fitting = found.Where(value => shape.TroubleIn(value) is null).ToList();
        if (fitting.Count == 0) return Extraction.Failed(ExtractionTrouble.WrongShape, shape.TroubleIn(found[^1])!);
        return fitting.TrueForAll(value => JsonElement.DeepEquals(value, fitting[0]))
            ? Extraction.Of(fitting[0])
            : Extraction.Failed(ExtractionTrouble.Several, $"the answer holds {fitting.Count} different decisions, and nothing says which is meant");
    }

    private static bool IsWhole(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsWhole),
                JsonValueKind.Object => value.EnumerateObject().All(property => property.Name is not null && IsWhole(property.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static (JsonElement? Value, string? Why) Parse(ReadOnlyMemory<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            // Escapes can hold half a character, and whoever compares or reads one later would stumble over it.
            return IsWhole(document.RootElement) ? (document.RootElement.Clone(), null) : (null, "it holds half a character");
        }
        catch (JsonException wrong)
        {
            return (null, wrong.Message.Split(". ")[0]);
        }
        catch (ArgumentException)
        {
            // Half a character can't be turned into bytes.
            return (null, "it is not valid text");
        }
        catch (InvalidOperationException)
        {
            // As above, in a key: looked at while parsing, to tell whether it was told twice.
            return (null, "a key holds half a character");
        }
    }
}
