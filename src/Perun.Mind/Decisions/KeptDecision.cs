using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Prompts;

namespace Perun.Mind.Decisions;

/// A decision as the archive keeps it: the note with all it was chosen from, the prompt word for word, the answer, what the checks made
/// of it, and the journal positions of the signals that came of it.
public sealed record KeptDecision
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// Its own note is left empty: it stands in the payload.
    public required DecisionRecord Decision { get; init; }

    /// Null when there was no note to decide on.
    public NotePayload? Note { get; init; }

    public KeptPrompt? Prompt { get; init; }

    public IReadOnlyList<KeptSignal> Signals { get; init; } = [];

    /// Of the journal at the last of the signals: neither record can be changed without the other.
    public string? JournalHash { get; init; }

    /// The decision with its note.
    public DecisionRecord Whole => Decision with { Note = Note?.Note ?? "" };

    public static KeptDecision Of(DecisionRecord decision, NotePayload? note, Prompt? prompt, IReadOnlyList<KeptSignal> signals, string? journalHash) => new()
    {
        Decision = note is null ? decision : decision with { Note = "" },
        Note = note,
        Prompt = prompt is null ? null : new KeptPrompt(prompt.Name, prompt.Hash, prompt.Version, prompt.System, prompt.Request),
        Signals = signals,
        JournalHash = journalHash,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// Null for what is no decision, as a seal.
    public static KeptDecision? FromJson(string kept)
    {
        try
        {
            return ArchiveSeal.In(kept) is null ? JsonSerializer.Deserialize<KeptDecision>(kept, Form) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// A prompt's version, word for word: its file may have changed since.
public sealed record KeptPrompt(string Name, string Hash, string Version, string System, string Request);

public readonly record struct KeptSignal(string Symbol, long Position);
