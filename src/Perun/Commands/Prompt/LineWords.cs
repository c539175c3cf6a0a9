using System.Text;

namespace Perun.Commands.Prompt;

/// A line at the prompt as words: blanks part them, quotes keep them together.
internal static class LineWords
{
    /// Null where a quote is not closed.
    public static IReadOnlyList<string>? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, hasWord) = ('\0', false);
        foreach (var letter in line)
        {
            if (quote != '\0')
            {
                if (letter == quote) quote = '\0';
                else word.Append(letter);
            }
            else if (letter is '"' or '\'')
            {
                (quote, hasWord) = (letter, true);
            }
            else if (!char.IsWhiteSpace(letter))
            {
                word.Append(letter);
                hasWord = true;
            }
            else if (hasWord)
            {
                words.Add(word.ToString());
                word.Clear();
                hasWord = false;
            }
        }
        if (quote != '\0') return null;
        if (hasWord) words.Add(word.ToString());
        return words;
    }

    /// The words up to the cursor for completion; the last is the one being typed, empty after a blank.
    public static IReadOnlyList<string> ForCompletion(string line)
    {
        var words = (Split(line) ?? []).ToList();
        if (line.Length == 0 || char.IsWhiteSpace(line[^1])) words.Add("");
        return words;
    }
}
