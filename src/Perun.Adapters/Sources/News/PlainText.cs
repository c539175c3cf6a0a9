using System.Net;
using System.Text;

namespace Perun.Adapters.Sources.News;

/// What a reader would see of a text that may hold markup: no tags, no entities, single blanks. It is still others' words.
internal static class PlainText
{
    /// More than this of a text is not looked at.
    private const int MostLooked = 20_000;

    public static string Of(string? text, int most)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var plain = new StringBuilder(Math.Min(text.Length, most));
        var isAfterBlank = true;
        foreach (var letter in WebUtility.HtmlDecode(WithoutTags(text.AsSpan(0, Math.Min(text.Length, MostLooked)))))
        {
            if (plain.Length == most) break;
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                if (!isAfterBlank) plain.Append(' ');
                isAfterBlank = true;
            }
            else
            {
                plain.Append(letter);
                isAfterBlank = false;
            }
        }
        if (plain.Length > 0 && char.IsHighSurrogate(plain[^1])) plain.Length--;
        return plain.ToString().TrimEnd();
    }

    /// A tag begins with a letter, a stroke or an exclamation mark: "P/E below 20" written with a sign has none. One that never ends is text.
    private static string WithoutTags(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder(text.Length);
        while (text.IndexOf('<') is var at and >= 0)
        {
            kept.Append(text[..at]);
            text = text[at..];
            var isTag = text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] is '/' or '!');
            var end = isTag ? text.IndexOf('>') : -1;
            if (end < 0 && isTag)
            {
                // Without an end here, no later one has an end either.
                return kept.Append(text).ToString();
            }
            kept.Append(end < 0 ? '<' : ' ');
            text = text[(end < 0 ? 1 : end + 1)..];
        }
        return kept.Append(text).ToString();
    }
}
