using System.Text;

namespace Perun.Mind.Memories.Recalling;

/// What to look for, as words and nothing else: no letter of it is an operator to whoever searches.
public sealed record WordQuery
{
    public const int MostWords = 24;
    private const int MostWordLetters = 64;
    private const int ShortestTelling = 4;
    private static readonly char[] Punctuation = ['.', ',', ';', ':', '!', '?', '(', ')', '\'', '’', '“', '”', '%', '$'];

    private WordQuery(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    /// Whether one word is enough; all of them when not.
    public bool IsAny { get; init; }

    /// Whether the last word may be the beginning of one.
    public bool IsLastBegun { get; init; }

    /// Null where there is no word in the text.
    public static WordQuery? From(string text)
    {
        var words = new List<string>();
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var word = Clean(part);
            if (word.Length > 0 && !words.Contains(word, StringComparer.Ordinal)) words.Add(word);
            if (words.Count == MostWords) break;
        }
        return words.Count == 0 ? null : new WordQuery(words);
    }

    /// How many of the words that say something (four letters or more) stand in a text, 0 to 1.
    public double ShareIn(string text)
    {
        var telling = Words.Select(static word => word.Trim(Punctuation)).Where(static word => word.Length >= ShortestTelling).ToList();
        if (telling.Count == 0) telling = [.. Words];
        return (double)telling.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) / telling.Count;
    }

    public bool Equals(WordQuery? other) => other is not null && IsAny == other.IsAny && IsLastBegun == other.IsLastBegun && Words.SequenceEqual(other.Words, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(IsAny, IsLastBegun, Words.Count);

    /// Empty where no letter or digit is in it: what is only punctuation is in no index.
    private static string Clean(string part)
    {
        var word = new StringBuilder();
        var hasLetter = false;
        foreach (var rune in part.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune) || rune.Value == '"') continue;
            if (word.Length + rune.Utf16SequenceLength > MostWordLetters) break;
            hasLetter |= Rune.IsLetterOrDigit(rune);
            word.Append(rune.ToString());
        }
        return hasLetter ? word.ToString() : "";
    }
}
