using System.Text;

namespace Perun.Mind.Knowledge;

/// What an object must be to be taken in. Texts that are too long are clipped between characters and say so with an ellipsis;
/// identities are never changed, so an impossible one refuses the object.
internal static class Door
{
    public const int MostIdLetters = 200;
    public const int MostTextLetters = 500;
    public const int MostDetailLetters = 2_000;
    public const int MostTags = 32;
    public const int MostTagLetters = 100;
    private const int MostSourceLetters = 100;

    /// Null when it may come in, else what is wrong with it.
    public static string? Refuses(KnowledgeObject about) => about switch
    {
        { Id: null or "" } => "an object without an id can't be told from others: give it one",
        { Id.Length: > MostIdLetters } => $"an id may have {MostIdLetters} letters, this one has {about.Id.Length}: shorten it, or use a hash of it",
        { From: null } => $"{about.Key} does not say where it comes from",
        { Text: null } => $"{about.Key} says nothing",
        { Tags.Count: > MostTags } => $"{about.Key} has {about.Tags.Count} tags, and {MostTags} are allowed",
        _ when !about.Grades.AreKnown => $"{about.Key} has a grade that does not exist",
        _ when Clean(about.Id, MostIdLetters) != about.Id => $"the id of an object is not valid Unicode: {about.Kind} from {Clean(about.From.Source ?? "", MostSourceLetters)}",
        _ when !AreTags((Tag[])about.Tags) =>
            $"{about.Key} has a tag without a name or value, or one of more than {MostTagLetters} letters",
        _ => null,
    };

    public static KnowledgeObject Tidy(KnowledgeObject about)
    {
        var (text, detail, source) = (Clean(about.Text, MostTextLetters), about.Detail is null ? null : Clean(about.Detail, MostDetailLetters), Clean(about.From.Source ?? "", MostSourceLetters));
        var from = about.From;
        if (ReferenceEquals(text, about.Text) && ReferenceEquals(detail, about.Detail) && ReferenceEquals(source, from.Source)
            && IsUtc(from.At) && (about.Expires is not { } expires || IsUtc(expires))) return about;
        return about with { Text = text, Detail = detail, From = about.From with { Source = source, At = Utc(from.At) }, Expires = about.Expires is { } end ? Utc(end) : null };
    }

    /// The text itself where nothing is wrong with it; halves of characters are replaced, so that it survives being stored.
    public static string Clean(string text, int most)
    {
        if (text.Length <= most && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        var clean = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > most)
            {
                clean.Length = Math.Min(clean.Length, most - 1);
                if (char.IsHighSurrogate(clean[^1])) clean.Length--;
                clean.Append('…');
                break;
            }
            clean.Append(rune.ToString());
        }
        return clean.Equals(text) ? text : clean.ToString();
    }

    private static bool AreTags(Tag[] tags)
    {
        foreach (ref readonly var tag in tags.AsSpan())
            if (string.IsNullOrEmpty(tag.Key) || tag.Value is null || tag.Key.Length + tag.Value.Length > MostTagLetters) return false;
        return true;
    }

    private static bool IsUtc(DateTime time) => time.Kind == DateTimeKind.Utc;

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
