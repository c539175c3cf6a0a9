using System.Security.Cryptography;
using System.Text;
using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Memories;

/// Something worth remembering. Its text may have come from anywhere: it is data to whoever reads it, never an instruction.
public sealed record Memory
{
    /// Names it everywhere, in files, too: trade-1234, lesson-aapl-long-rising-calm. Small letters, digits and hyphens.
    public required string Id { get; init; }

    public required MemoryKind Kind { get; init; }

    /// When it was so, UTC, by the market's clock: nothing is recalled before its time.
    public required DateTime At { get; init; }

    public required string Text { get; init; }

    /// Where it comes from: journal, rules, model, conversation, import.
    public required string Source { get; init; }

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// 0 to 1.
    public double Importance { get; init; } = 0.5;

    public IReadOnlyList<MemoryLink> Links { get; init; } = [];

    /// The journal position that it tells of.
    public long? Position { get; init; }

    /// The journal position of the decision that it belongs to: its own for a signal, the entry's for a trade.
    public long? Decision { get; init; }

    /// What a trade earned after fees.
    public decimal? Profit { get; init; }

    /// Particulars, as a JSON object.
    public string Body { get; init; } = "{}";

    /// How the market stood, where that is worth being found again.
    public Situation? Situation { get; init; }

    /// Of what was remembered; tags, importance and links may change without changing it.
    public string Hash()
    {
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)[Id, Kind.Word(), $"{At.Ticks}", Text, Source, string.Join(' ', Symbols), $"{Position}", $"{Decision}", $"{Profit}", Body, Situation?.ToString() ?? ""])
            text.Append(part.Length).Append(':').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <param name="Relation">What the other one is to this: entry, exit, analysis, source.</param>
public readonly record struct MemoryLink(string Relation, string To);

/// Tags that mean something to Perun itself.
public static class MemoryTags
{
    /// Never pruned.
    public const string Keep = "keep";

    /// A lesson that no longer holds: it isn't recalled for decisions any more, and may be pruned.
    public const string Retired = "retired";

    public const string Win = "win";

    public const string Loss = "loss";
}
