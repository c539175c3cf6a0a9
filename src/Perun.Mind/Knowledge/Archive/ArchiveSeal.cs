using System.Text.Json;

namespace Perun.Mind.Knowledge.Archive;

/// Stands in the chain, as a link of its own, for an older part of it that was let go: the chain goes on from the last link of that
/// part. A beginning that was cut off without a seal is told from one that was let go.
/// <param name="UpTo">The newest link that was let go, and its hash.</param>
public sealed record ArchiveSeal(long UpTo, string Hash)
{
    private const string Mark = "{\"seal\":";

    public string ToJson() => $"{Mark}{JsonSerializer.Serialize(this)}}}";

    /// Null for what is no seal.
    public static ArchiveSeal? In(string kept)
    {
        if (!kept.StartsWith(Mark, StringComparison.Ordinal)) return null;
        try
        {
            return JsonSerializer.Deserialize<ArchiveSeal>(kept.AsSpan(Mark.Length, kept.Length - Mark.Length - 1));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
