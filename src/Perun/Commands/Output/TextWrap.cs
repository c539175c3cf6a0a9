namespace Perun.Commands.Output;

/// Breaks text into lines of a width, between words where it can.
internal static class TextWrap
{
    private const int Narrowest = 20;

    public static IEnumerable<string> Lines(string text, int width)
    {
        width = Math.Max(width, Narrowest);
        foreach (var paragraph in Tidy.Text(text).Split('\n'))
        {
            var rest = paragraph.TrimEnd();
            while (rest.Length > width)
            {
                var at = rest.LastIndexOf(' ', width);
                if (at <= 0) at = width;
                yield return rest[..at].TrimEnd();
                rest = rest[at..].TrimStart();
            }
            yield return rest;
        }
    }
}

/// News, models and venues write into what is printed: none of it may move the cursor or recolour the terminal.
internal static class Tidy
{
    public static string Text(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f')
        ? string.Concat(text.Select(letter => letter == '\n' || !char.IsControl(letter) ? letter : ' '))
        : text;

    public static string OneLine(string text) => Text(text).Replace('\n', ' ');
}
