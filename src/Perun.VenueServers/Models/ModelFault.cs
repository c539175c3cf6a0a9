namespace Perun.VenueServers.Models;

/// What can go wrong on demand.
public enum ModelFault
{
    None,

    /// 429 with Retry-After.
    TooMany,

    /// 429 because the account has nothing left.
    NoQuota,
    Unauthorised,
    ServerError,

    /// No answer until the asker gives up.
    Timeout,

    /// The connection is cut in the middle of the answer.
    Reset,

    /// The answer breaks off at its token limit.
    Truncated,

    /// An answer in words.
    Prose,
    Refusal,

    /// JSON that is not what was asked for.
    WrongSchema,

    /// Ten megabytes.
    Enormous,
    Empty,

    /// JSON nested ten thousand deep.
    Nested,
}

/// The words for faults: in a list of them, in the header X-Scripted-Fault, and after "scripted-" in a model's name.
public static class ModelFaults
{
    public static IReadOnlyList<(string Word, ModelFault Fault, string Does)> Words { get; } =
    [
        ("ok", ModelFault.None, "a good answer"),
        ("429", ModelFault.TooMany, "too many requests, with Retry-After"),
        ("quota", ModelFault.NoQuota, "429 because the account has nothing left"),
        ("401", ModelFault.Unauthorised, "a wrong key"),
        ("500", ModelFault.ServerError, "the server fails"),
        ("timeout", ModelFault.Timeout, "no answer until the asker gives up"),
        ("reset", ModelFault.Reset, "the connection is cut in the middle of the answer"),
        ("truncated", ModelFault.Truncated, "the answer breaks off at its token limit"),
        ("prose", ModelFault.Prose, "words and no JSON"),
        ("refusal", ModelFault.Refusal, "the model declines"),
        ("schema", ModelFault.WrongSchema, "JSON that is not what was asked for"),
        ("enormous", ModelFault.Enormous, "an answer of 10 MB"),
        ("empty", ModelFault.Empty, "an empty answer"),
        ("nested", ModelFault.Nested, "JSON nested 10,000 deep"),
    ];

    public static bool TryParse(string word, out ModelFault fault)
    {
        foreach (var (known, value, _) in Words)
        {
            if (!string.Equals(word, known, StringComparison.OrdinalIgnoreCase)) continue;
            fault = value;
            return true;
        }
        fault = ModelFault.None;
        return false;
    }
}
