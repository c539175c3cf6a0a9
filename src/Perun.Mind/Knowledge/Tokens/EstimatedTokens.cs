using System.Text;

namespace Perun.Mind.Knowledge.Tokens;

/// Counts as a vocabulary of bytes would at a bad day, where the provider's own is not known: a plain word a token for every four
/// letters begun and capitals for every two, what does not look like a word a token a letter, a token for each digit, sign and
/// line, and one for each byte of everything outside ASCII.
public sealed class EstimatedTokens : ITokenCounter
{
    public static EstimatedTokens Instance { get; } = new();

    private EstimatedTokens()
    {
    }

    public string Name => "estimated";

    public int Count(ReadOnlySpan<char> text)
    {
        var (tokens, i) = (0, 0);
        while (i < text.Length)
        {
            if (char.IsAsciiLetter(text[i]))
            {
                var start = i;
                while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
                tokens += CountWord(text[start..i]);
            }
            else if (text[i] == ' ')
            {
                // One space belongs to the word that follows; more of them cost.
                if (i > 0 && text[i - 1] == ' ' || i + 1 == text.Length || !char.IsAsciiLetter(text[i + 1])) tokens++;
                i++;
            }
            else if (text[i] < 0x80)
            {
                tokens++;
                i++;
            }
            else
            {
                Rune.DecodeFromUtf16(text[i..], out var rune, out var used);
                tokens += rune.Utf8SequenceLength;
                i += used;
            }
        }
        return tokens;
    }

    private static int CountWord(ReadOnlySpan<char> word)
    {
        var rest = char.IsAsciiLetterUpper(word[0]) ? word[1..] : word;
        var isLower = rest.IndexOfAnyExceptInRange('a', 'z') < 0;
        if (isLower && word.Length <= 16 && LooksSpoken(word)) return (word.Length + 3) / 4;
        return word.IndexOfAnyExceptInRange('A', 'Z') < 0 && word.Length <= 12 ? (word.Length + 1) / 2 : word.Length;
    }

    /// No more than four consonants or three vowels in a row.
    private static bool LooksSpoken(ReadOnlySpan<char> word)
    {
        var (vowels, consonants) = (0, 0);
        foreach (var letter in word)
        {
            if ("aeiouyAEIOUY".Contains(letter)) (vowels, consonants) = (vowels + 1, 0);
            else (vowels, consonants) = (0, consonants + 1);
            if (vowels > 3 || consonants > 4) return false;
        }
        return true;
    }
}
