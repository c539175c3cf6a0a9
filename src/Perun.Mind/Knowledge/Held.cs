using Perun.Mind.Knowledge.Likeness;
using Perun.Mind.Knowledge.Notes;

namespace Perun.Mind.Knowledge;

/// An object as the base holds it.
/// <param name="Created">When an object with this key was first taken in, UTC.</param>
/// <param name="Updated">When this version of it was: nobody could know it earlier.</param>
/// <param name="IsRetired">Set aside; it is selected again only after an update.</param>
public sealed record HeldObject(KnowledgeObject Object, DateTime Created, DateTime Updated, bool IsRetired);

/// The same with all that is kept to find it quickly.
internal sealed class Held
{
    private string[]? _symbols;

    public Held(KnowledgeObject about, DateTime created, DateTime updated, Fingerprint print)
    {
        (Object, Created, Updated, Print) = (about, created, updated, print);
        Tags = (Tag[])about.Tags;
        Since = about.From.At < updated ? about.From.At : updated;
    }

    public KnowledgeObject Object { get; }

    public DateTime Created { get; }

    public DateTime Updated { get; }

    public Fingerprint Print { get; }

    public Tag[] Tags { get; }

    /// What recency counts from: when the source says it was so, but never later than we knew it.
    public DateTime Since { get; }

    public bool IsRetired { get; init; }

    /// No longer what the base holds under its key; lists may still have it.
    public bool IsGone { get; set; }

    public bool IsSelectable => Object.IsActive && !IsRetired;

    public string[] Symbols => _symbols ??= SymbolsOf(Tags);

    /// What it is about, for looking for others that say the same: the first few of its symbols.
    public ReadOnlySpan<string> Subjects => Symbols.AsSpan(0, Math.Min(Symbols.Length, LikenessIndex.MostSubjects));

    /// Where it hangs in the likeness index; below zero where it doesn't.
    public int Place { get; set; } = -1;

    /// The same for its further subjects.
    public int[] MorePlaces { get; set; } = [];

    /// The lines it was last told in, and what they echoed; they stay the same until either changes.
    public Wording? Wording { get; set; }

    /// The number of the walk that came by last: a walk sees each object once.
    public long Walk { get; set; }

    /// The number of the look for likenesses that came by last, for the same reason.
    public long Looked { get; set; }

    public bool IsLiveAt(DateTime asOf) => IsSelectable && Updated <= asOf && !(Object.Expires <= asOf);

    /// Both may be told as one: same kind, about the same, from the same side of the door, in nearly the same words.
    public bool SaysTheSameAs(Held other) => Print.SaysTheSameAs(other.Print) && IsAbout(other);

    public bool Contradicts(Held other) => Print.Contradicts(other.Print) && IsAbout(other);

    public HeldObject ToPublic() => new(Object, Created, Updated, IsRetired);

    private static string[] SymbolsOf(Tag[] tags)
    {
        var (first, count) = ("", 0);
        for (var i = 0; i < tags.Length; i++)
            if (tags[i].Key == Tag.Symbol && count++ == 0) first = tags[i].Value;
        return count switch
        {
            0 => [],
            1 => [first],
            _ => [.. tags.Where(tag => tag.Key == Tag.Symbol).Select(tag => tag.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private bool IsAbout(Held other) =>
        Object.Kind == other.Object.Kind && Object.From.IsOwn == other.Object.From.IsOwn && SharesASymbol(other);

    private bool SharesASymbol(Held other)
    {
        if (Symbols.Length == 0) return other.Symbols.Length == 0;
        foreach (var symbol in Subjects)
            if (other.Subjects.Contains(symbol)) return true;
        return false;
    }
}
