using System.Text;
using System.Text.Json;

namespace Perun.Mind.Memories;

/// What a memory must be to be taken in, from wherever it comes.
public static class MemoryDoor
{
    public const int MostTextLetters = 8_000;
    public const int MostBodyLetters = 65_536;
    public const int MostTags = 32;
    public const int MostSymbols = 32;
    public const int MostLinks = 512;
    private const int MostIdLetters = 96;
    private const int MostWordLetters = 48;
    private const int MostDepth = 16;
    private static readonly DateTime Earliest = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// Null when it may come in, else what is wrong with it.
    public static string? Refuses(Memory memory) => memory switch
    {
        _ when !IsId(memory.Id) => $"an id has 1 to {MostIdLetters} small letters, digits and hyphens",
        _ when !Enum.IsDefined(memory.Kind) => "its kind is not known",
        _ when memory.At.Kind != DateTimeKind.Utc || memory.At < Earliest || memory.At >= Latest => "its time is no time in UTC between 1970 and 2200",
        _ when string.IsNullOrWhiteSpace(memory.Text) => "it says nothing",
        _ when memory.Text.Length > MostTextLetters => $"its text has {memory.Text.Length} letters, and {MostTextLetters} are allowed",
        _ when !IsUnicode(memory.Text) || !IsUnicode(memory.Body) => "its text is not valid Unicode",
        _ when !double.IsFinite(memory.Importance) || memory.Importance is < 0 or > 1 => "its importance is not a number from 0 to 1",
        _ when memory.Tags.Count > MostTags || !memory.Tags.All(IsTag) => $"it may have {MostTags} tags of small letters, digits, hyphens, points and colons",
        _ when memory.Symbols.Count > MostSymbols || !memory.Symbols.All(IsSymbol) => $"it may have {MostSymbols} symbols like AAPL or BTC/USD",
        _ when memory.Links.Count > MostLinks || !memory.Links.All(link => IsTag(link.Relation) && IsId(link.To)) => $"it may have {MostLinks} links, each with a relation and an id",
        _ when !IsTag(memory.Source) => "its source is not a word",
        _ when memory.Position is < 1 || memory.Decision is < 1 => "its journal position is below 1",
        _ when memory.Body.Length > MostBodyLetters || Object(memory.Body) is null => $"its body is not a JSON object of at most {MostBodyLetters} letters",
        _ when memory.Situation is { IsSound: false } => "its situation is not one",
        _ => null,
    };

    /// The memory as it is kept.
    public static Memory Tidy(Memory memory) => Object(memory.Body) is { } body && body != memory.Body ? memory with { Body = body } : memory;

    internal static string Written(JsonElement body) => JsonSerializer.Serialize(body, MemoryJson.Compact.JsonElement);

    public static bool IsId(string? text) => text is { Length: > 0 and <= MostIdLetters } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    public static bool IsTag(string? text) =>
        text is { Length: > 0 and <= MostWordLetters } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or ':');

    public static bool IsSymbol(string? text) =>
        text is { Length: > 0 and <= MostWordLetters } && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '/' or '.' or '-');

    /// Any words as a tag or a part of an id: "BTC/USD" is btc-usd. Empty where nothing is left.
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterOrDigit(letter)) plain.Append(char.ToLowerInvariant(letter));
            else if (plain.Length > 0 && plain[^1] != '-') plain.Append('-');
            if (plain.Length == MostWordLetters) break;
        }
        return plain.ToString().TrimEnd('-');
    }

    /// Text that can be kept: whole characters, and not more than allowed.
    public static string Text(string text, int most = MostTextLetters)
    {
        if (text.Length <= most && IsUnicode(text)) return text;
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength >= most)
            {
                clean.Append('…');
                break;
            }
            clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    private static bool IsUnicode(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var taken) != System.Buffers.OperationStatus.Done) return false;
            rest = rest[taken..];
        }
        return true;
    }

    /// Written the one way in which it is kept, so that it has one hash; null where it is no object.
    private static string? Object(string body)
    {
        if (body == "{}") return body;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MostDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object ? Written(document.RootElement) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // Halves of characters parse and can't be written.
            return null;
        }
    }
}
