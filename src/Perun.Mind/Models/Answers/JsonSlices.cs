namespace Perun.Mind.Models.Answers;

/// Where a JSON object or list seems to stand in a text.
/// <param name="Length">Up to its closing bracket; to the end of the text where it has none.</param>
internal readonly record struct JsonSlice(int Start, int Length, bool IsClosed, bool IsTooDeep);

/// Finds them from the outside in, in one pass each, with a bound on how often a look is worth it.
internal static class JsonSlices
{
    public const int Deepest = 32;
    private const int MostLooks = 64;

    public static IEnumerable<JsonSlice> In(string text)
    {
        var at = 0;
        for (var looks = 0; looks < MostLooks && (at = text.AsSpan(at).IndexOfAny('{', '[') is var step and >= 0 ? at + step : -1) >= 0; looks++)
        {
            if (!Begins(text, at))
            {
                at++;
                looks--;
                continue;
            }
            var slice = SliceAt(text, at);
            yield return slice;
            if (!slice.IsClosed) yield break;
            at += slice.Length;
        }
    }

    /// Prose has braces and brackets too: {like this}, [1], [a link]. JSON that was asked for begins with a key, an object or nothing.
    private static bool Begins(string text, int at)
    {
        var inside = at + 1;
        while (inside < text.Length && char.IsWhiteSpace(text[inside])) inside++;
        if (inside == text.Length) return true;
        return text[at] == '{' ? text[inside] is '"' or '}' : text[inside] is '{';
    }

    private static JsonSlice SliceAt(string text, int start)
    {
        var (depth, deepest, isText) = (0, 0, false);
        for (var i = start; i < text.Length; i++)
        {
            var letter = text[i];
            if (isText)
            {
                if (letter == '\\') i++;
                else if (letter == '"') isText = false;
                continue;
            }
            switch (letter)
            {
                case '"':
                    isText = true;
                    break;
                case '{' or '[':
                    deepest = Math.Max(deepest, ++depth);
                    break;
                case '}' or ']' when --depth == 0:
                    return new JsonSlice(start, i - start + 1, IsClosed: true, deepest > Deepest);
            }
        }
        return new JsonSlice(start, text.Length - start, IsClosed: false, deepest > Deepest);
    }
}
