using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Memories;

/// A memory as it stands in a file and is printed for a script.
public sealed record MemoryDocument
{
    public string? Id { get; init; }

    public string? Kind { get; init; }

    public DateTime? At { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<string>? Symbols { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public double? Importance { get; init; }

    public IReadOnlyList<MemoryLink>? Links { get; init; }

    public string? Source { get; init; }

    public long? Position { get; init; }

    public long? Decision { get; init; }

    public decimal? Profit { get; init; }

    public JsonElement? Body { get; init; }

    public Situation? Situation { get; init; }

    /// Proves that the rest is as Perun wrote it; what a person wrote has none.
    public string? Hash { get; init; }

    public static MemoryDocument Of(Memory memory) => new()
    {
        Id = memory.Id,
        Kind = memory.Kind.Word(),
        At = memory.At,
        Text = memory.Text,
        Symbols = memory.Symbols.Count > 0 ? memory.Symbols : null,
        Tags = memory.Tags.Count > 0 ? memory.Tags : null,
        Importance = memory.Importance,
        Links = memory.Links.Count > 0 ? memory.Links : null,
        Source = memory.Source,
        Position = memory.Position,
        Decision = memory.Decision,
        Profit = memory.Profit,
        Body = memory.Body == "{}" ? null : JsonDocument.Parse(memory.Body).RootElement,
        Situation = memory.Situation,
        Hash = memory.Hash(),
    };

    /// The memory, or why this is none.
    public (Memory? Memory, string? Trouble) Read()
    {
        if (Id is null || Kind is null || At is null || Text is null) return (null, "id, kind, at or text is missing");
        if (!MemoryKinds.TryParse(Kind, out var kind)) return (null, $"its kind is none of {string.Join(", ", MemoryKinds.All.Select(known => known.Word()))}");
        if (Situation is { } stood && (stood.Symbol is null || stood.Regime is null || stood.Readings is null)) return (null, "its situation is not one");
        var memory = new Memory
        {
            Id = Id,
            Kind = kind,
            At = At.Value.Kind == DateTimeKind.Local ? At.Value.ToUniversalTime() : DateTime.SpecifyKind(At.Value, DateTimeKind.Utc),
            Text = Text,
            Symbols = Symbols ?? [],
            Tags = Tags ?? [],
            Importance = Importance ?? 0.5,
            Links = Links ?? [],
            Source = Source ?? "import",
            Position = Position,
            Decision = Decision,
            Profit = Profit,
            Body = Body is { } body ? MemoryDoor.Written(body) : "{}",
            Situation = Situation,
        };
        if (MemoryDoor.Refuses(memory) is { } refusal) return (null, refusal);
        return Hash is { } hash && !string.Equals(hash, memory.Hash(), StringComparison.OrdinalIgnoreCase)
            ? (null, "it is not what its hash says; if you changed it yourself, take its hash away")
            : (memory, null);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32)]
[JsonSerializable(typeof(MemoryDocument))]
[JsonSerializable(typeof(IReadOnlyList<MemoryDocument>))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class MemoryJson : JsonSerializerContext
{
    /// For files: a person reads them.
    public static MemoryJson Readable { get; } = new(With(isIndented: true));

    public static MemoryJson Compact { get; } = new(With(isIndented: false));

    private static JsonSerializerOptions With(bool isIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
        WriteIndented = isIndented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
