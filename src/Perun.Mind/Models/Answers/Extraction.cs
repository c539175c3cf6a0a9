using System.Text.Json;

namespace Perun.Mind.Models.Answers;

/// Why no JSON was found in an answer.
public enum ExtractionTrouble
{
    Empty,
    TooLong,

    /// Only prose.
    NoJson,

    /// It begins and does not end. What is missing is never guessed.
    Truncated,
    TooDeep,

    /// It is not JSON: a number that is none, a key told twice, a comma in the wrong place.
    Invalid,

    /// Several different values, and nothing says which is meant.
    Several,

    /// JSON, but not what was asked for.
    WrongShape,
}

/// Either a value or a reason.
public sealed record Extraction(JsonElement? Value, ExtractionTrouble? Trouble, string? Why)
{
    internal static Extraction Of(JsonElement value) => new(value, null, null);

    internal static Extraction Failed(ExtractionTrouble trouble, string why) => new(null, trouble, why);
}
