using System.Text;

namespace Perun.Configuration;

/// One line of a .env file, understood or not. What it complains about never repeats the value: it may be a secret.
internal readonly record struct EnvLine(string? Name, string? Value, string? Trouble)
{
    private static readonly EnvLine Nothing = new(null, null, null);

    public static EnvLine Read(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.IsEmpty || line[0] == '#') return Nothing;
        if (line.StartsWith("export ") || line.StartsWith("export\t")) line = line["export ".Length..].TrimStart();

        var equals = line.IndexOf('=');
        if (equals < 0) return Wrong("there is no '=': write NAME=value, or put # in front to make it a comment");
        var name = line[..equals].TrimEnd();
        if (!IsName(name)) return Wrong("what stands before '=' is not a name: use letters, digits and _, starting with a letter");

        var value = line[(equals + 1)..].TrimStart();
        var (text, trouble) = value.IsEmpty ? ("", null) : value[0] switch
        {
            '\'' => Single(value),
            '"' => Double(value),
            _ => (Bare(value), null),
        };
        return trouble is null ? new EnvLine(name.ToString(), text, null) : Wrong($"{name} {trouble}");
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0])) return false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return false;
        }
        return true;
    }

    /// Up to a # that follows white space, so that a # inside a password stays.
    private static string Bare(ReadOnlySpan<char> value)
    {
        if (value[0] == '#') return "";
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '#' && char.IsWhiteSpace(value[i - 1])) return value[..i].TrimEnd().ToString();
        }
        return value.ToString();
    }

    private static (string Text, string? Trouble) Single(ReadOnlySpan<char> value)
    {
        var end = value[1..].IndexOf('\'');
        if (end < 0) return ("", "opens a quote ' that is not closed on its line: close it");
        return After(value[(end + 2)..]) is { } trouble ? ("", trouble) : (value.Slice(1, end).ToString(), null);
    }

    private static (string Text, string? Trouble) Double(ReadOnlySpan<char> value)
    {
        var text = new StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '"') return After(value[(i + 1)..]) is { } trouble ? ("", trouble) : (text.ToString(), null);
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }
            if (++i == value.Length) break;
            if (Escaped(value[i]) is not { } letter)
                return ("", $"holds \\{value[i]}, which means nothing: write \\\\ for a backslash, or use single quotes");
            text.Append(letter);
        }
        return ("", "opens a quote \" that is not closed on its line: close it, and write \\n for a line break");
    }

    private static char? Escaped(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' or '"' or '\'' or '$' or '#' => letter,
        _ => null,
    };

    private static string? After(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart();
        return rest.IsEmpty || rest[0] == '#' ? null : "has text after its closing quote: remove it, or put # in front of it";
    }

    private static EnvLine Wrong(string trouble) => new(null, null, trouble);
}
