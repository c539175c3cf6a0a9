using System.Globalization;
using System.Text;

namespace Perun.Mind.Knowledge.Likeness;

/// What is left of a word for comparing texts.
internal enum WordRole
{
    /// Says what the text is about.
    Content,

    /// Says which way it goes: up or down.
    Direction,

    /// Turns the direction around.
    Negation,

    Number,
}

internal readonly record struct Word(uint Hash, WordRole Role, int Sign);

/// Splits a text into words that survive case, punctuation and filler: "The Fed raises rates by 0.25%!" is
/// fed, (up), rates, 0.25. A letter of a script without spaces is a word of its own.
internal static class Words
{
    public const int Most = 96;

    public static int Read(ReadOnlySpan<char> text, Span<Word> into)
    {
        Span<char> word = stackalloc char[32];
        var (length, count, hasDigit) = (0, 0, false);
        while (!text.IsEmpty && count < into.Length)
        {
            if (char.IsAsciiLetter(text[0]))
            {
                if (length + 2 <= word.Length) word[length++] = (char)(text[0] | 0x20);
                text = text[1..];
                continue;
            }
            if (text[0] == ' ')
            {
                if (length > 0) Take(word[..length], hasDigit, into, ref count);
                (length, hasDigit) = (0, false);
                text = text[1..];
                continue;
            }
            Rune.DecodeFromUtf16(text, out var rune, out var used);
            text = text[used..];
            var isLetter = Rune.IsLetter(rune);
            var isDigit = Rune.IsDigit(rune);
            var joins = length > 0 && rune.Value is '.' or ',' && hasDigit && !text.IsEmpty && char.IsAsciiDigit(text[0]);
            if (!isLetter && !isDigit && !joins)
            {
                if (rune.Value is '\'' or '’') continue;
                if (length > 0) Take(word[..length], hasDigit, into, ref count);
                (length, hasDigit) = (0, false);
                continue;
            }
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter)
            {
                if (length > 0) Take(word[..length], hasDigit, into, ref count);
                (length, hasDigit) = (0, false);
                if (count < into.Length) into[count++] = new Word(Mix((uint)rune.Value), WordRole.Content, 0);
                continue;
            }
            hasDigit |= isDigit;
            if (length + 2 <= word.Length) length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
        }
        if (length > 0 && count < into.Length) Take(word[..length], hasDigit, into, ref count);
        return count;
    }

    private static void Take(ReadOnlySpan<char> word, bool hasDigit, Span<Word> into, ref int count)
    {
        if (count == into.Length) return;
        if (hasDigit)
        {
            into[count++] = new Word(Hash(word), WordRole.Number, 0);
            return;
        }
        if (Vocabulary.IsFiller(word)) return;
        if (Vocabulary.IsNegation(word)) into[count++] = new Word(Hash("not"), WordRole.Negation, -1);
        else if (Vocabulary.DirectionOf(word) is var sign and not 0) into[count++] = new Word(Hash("±"), WordRole.Direction, sign);
        else into[count++] = new Word(Hash(word), WordRole.Content, 0);
    }

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var letter in word) hash = (hash ^ letter) * 16777619u;
        return Mix(hash);
    }

    internal static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }
}
