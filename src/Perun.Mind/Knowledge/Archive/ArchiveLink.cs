using System.Security.Cryptography;
using System.Text;

namespace Perun.Mind.Knowledge.Archive;

/// A kept note, or all that made a decision, in the chain of all of them: its hash covers what it keeps, the decision that used it
/// and the link before.
/// <param name="Decision">The journal position of the decision that saw it; null when nothing was proposed on it.</param>
/// <param name="Kept">The payload's JSON.</param>
public sealed record ArchiveLink(long Sequence, long? Decision, string Kept, string Before, string Hash)
{
    /// What the first link has before it.
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    public static ArchiveLink After(ArchiveLink? last, NotePayload payload, long? decision) => After(last, payload.ToJson(), decision);

    public static ArchiveLink After(ArchiveLink? last, string kept, long? decision)
    {
        var (sequence, before) = ((last?.Sequence ?? 0) + 1, last?.Hash ?? Beginning);
        return new ArchiveLink(sequence, decision, kept, before, HashOf(sequence, decision, kept, before));
    }

    /// What is wrong in the chain, told of its first bad link; null when every byte is as it was written.
    public static string? FirstBreak(IEnumerable<ArchiveLink> chain) => ArchiveAudit.Look(chain).Break;

    /// What is wrong with this link as the one that follows another; null when nothing is.
    internal string? BreakAfter(long sequence, string before) => this switch
    {
        _ when Sequence != sequence + 1 => $"note {sequence + 1} is missing: {Sequence} stands in its place",
        _ when Before != before => $"note {Sequence} does not follow the one before it: one of them was replaced",
        _ when Hash != HashOf(Sequence, Decision, Kept, Before) => $"note {Sequence} was changed after it was written",
        _ => null,
    };

    private static string HashOf(long sequence, long? decision, string kept, string before) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{sequence}\n{decision?.ToString() ?? "-"}\n{kept}")));
}
