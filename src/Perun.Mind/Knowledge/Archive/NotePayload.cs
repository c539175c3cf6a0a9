using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Knowledge.Archive;

/// A note as it is handed on and kept: what a decision saw, word for word, and all that it was chosen from.
public sealed record NotePayload
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// The hash of everything below: the same note has the same id.
    [JsonIgnore]
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())));

    public required string Name { get; init; }

    public required DateTime AsOf { get; init; }

    public required IReadOnlyList<string> Focus { get; init; }

    public required int Budget { get; init; }

    public required int Tokens { get; init; }

    public required string Counter { get; init; }

    /// What went to the model; empty when there was none to send.
    public required string Note { get; init; }

    /// Why there is no note; null when there is one.
    public string? Failure { get; init; }

    /// How many objects the note tells.
    public required int Count { get; init; }

    /// The objects in the note as they were, by kind.
    public required IReadOnlyDictionary<KnowledgeKind, IReadOnlyList<KeptObject>> Objects { get; init; }

    /// What became of every object that a lane selected.
    public required IReadOnlyList<KeptAccount> Items { get; init; }

    public static NotePayload Of(Synthesis synthesis)
    {
        var note = synthesis as Note;
        return new NotePayload
        {
            Name = synthesis.Request.Name,
            AsOf = synthesis.Request.AsOf,
            Focus = synthesis.Request.Focus,
            Budget = synthesis.Request.Budget,
            Tokens = note?.Tokens ?? 0,
            Counter = synthesis.Counter,
            Note = note?.Text ?? "",
            Failure = (synthesis as NoNote)?.Why,
            Count = note?.Objects.Count ?? 0,
            Objects = (note?.Objects ?? []).GroupBy(held => held.Object.Kind).ToDictionary(
                group => group.Key,
                IReadOnlyList<KeptObject> (group) => [.. group.Select(held => new KeptObject(ObjectForm.Of(held.Object), held.Created, held.Updated))]),
            Items = [.. synthesis.Items.Select(item => new KeptAccount(item.Key.ToString(), item.Lane, item.Score.Total, item.Score.ToString(), item.Fate, item.Why, item.Tokens))],
        };
    }

    /// One text for one payload, whatever the machine.
    public string ToJson() => JsonSerializer.Serialize(this, Form);

    public static NotePayload FromJson(string json) =>
        JsonSerializer.Deserialize<NotePayload>(json, Form) ?? throw new JsonException("a kept note is empty");
}

public sealed record KeptObject(ObjectForm Object, DateTime Created, DateTime Updated);

public sealed record KeptAccount(string Key, string? Lane, double Score, string Parts, Fate Fate, string Why, int Tokens);
