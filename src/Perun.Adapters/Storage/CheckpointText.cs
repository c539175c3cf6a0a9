using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Perun.Core.Instruments;
using Perun.Engine.Journal;

namespace Perun.Adapters.Storage;

/// A checkpoint as it is kept: a line that names the format and proves the rest, then JSON. A state that was damaged would
/// load as some other account; the proof keeps that from happening.
internal static class CheckpointText
{
    private const string Format = "perun-checkpoint-1";

    public static string Write(Checkpoint checkpoint)
    {
        var json = JsonSerializer.Serialize(checkpoint, JournalJson.For(new Universe(checkpoint.Instruments)).Checkpoint);
        return $"{Head(json)}\n{json}";
    }

    /// Null for what is of another format, or not whole.
    public static Checkpoint? Read(string? text)
    {
        if (text is null || text.IndexOf('\n') is not (> 0 and var end)) return null;
        var json = text[(end + 1)..];
        if (!text.AsSpan(0, end).SequenceEqual(Head(json))) return null;
        try
        {
            return JsonSerializer.Deserialize(json, JournalJson.For(new Universe()).Checkpoint);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Head(string json) => $"{Format} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))}";
}
