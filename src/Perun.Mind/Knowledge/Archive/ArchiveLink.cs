using System.Security.Cryptography;
using System.Text;

namespace Perun.Mind.Knowledge.Archive;

/// A kept note in the chain of all notes: its hash covers what it keeps, the decision that used it and the link before.
/// <param name="Decision">The journal position of the decision that saw the note; null when it was only shown.</param>
/// <param name="Kept">The payload's JSON.</param>
public sealed record ArchiveLink(long Sequence, long? Decision, string Kept, string Before, string Hash)
{
    /// What the first link has before it.
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    public static ArchiveLink After(ArchiveLink? last, NotePayload payload, long? decision)
    {
        var (sequence, before, kept) = ((last?.Sequence ?? 0) + 1, last?.Hash ?? Beginning, payload.ToJson());
        return new ArchiveLink(sequence, decision, kept, before, HashOf(sequence, decision, kept, before));
    }

    /// What is wrong in the chain, told of its first bad link; null when every byte is as it was written.
    public static string? FirstBreak(IEnumerable<ArchiveLink> chain)
    {
        var (sequence, before) = (0L, Beginning);
        foreach (var link in chain)
        {
            sequence++;
            if (link.Sequence != sequence) return $"note {sequence} is missing: {link.Sequence} stands in its place";
            if (link.Before != before) return $"note {sequence} does not follow the one before it: one of them was replaced";
            if (link.Hash != HashOf(link.Sequence, link.Decision, link.Kept, link.Before)) return $"note {sequence} was changed after it was written";
            before = link.Hash;
        }
        return null;
    }

    private static string HashOf(long sequence, long? decision, string kept, string before) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{sequence}\n{decision?.ToString() ?? "-"}\n{kept}")));
}
