using System.Text;

namespace Perun.Backtest.History.Importing;

/// The first lines of a file as cells, with the separator and the decimal sign that make sense of them.
internal sealed record SampleTable(char Separator, char DecimalPoint, IReadOnlyList<string[]> Rows, int LinesBefore, IReadOnlyList<string> Titles)
{
    private const int MostRows = 2000;
    private const int LeastColumns = 5;
    private static readonly char[] Separators = [';', '\t', '|', ',', ' '];

    /// Null where no separator gives columns enough.
    public static SampleTable? Of(ReadOnlySpan<byte> head, bool isWhole)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (!isWhole && head.LastIndexOf((byte)'\n') is >= 0 and var end) head = head[..end];
        var lines = Encoding.UTF8.GetString(head).Split('\n').Select(line => line.TrimEnd('\r')).Take(MostRows).ToArray();
        foreach (var separator in Separators)
        {
            if (TryWith(separator, lines) is { } table) return table;
        }
        return null;
    }

    public IReadOnlyList<string> Column(int column) => [.. Rows.Select(row => row[column])];

    private static SampleTable? TryWith(char separator, string[] lines)
    {
        var split = lines.Select(line => Split(line, separator)).ToArray();
        var counts = split.Where(row => row.Length >= LeastColumns).GroupBy(row => row.Length).OrderByDescending(group => group.Count()).FirstOrDefault();
        if (counts is null || counts.Count() * 2 < lines.Count(line => line.Length > 0)) return null;
        var width = counts.Key;
        var first = Array.FindIndex(split, row => row.Length == width);
        var hasTitles = !split[first].Any(IsNumber);
        var titles = hasTitles ? split[first] : [];
        var rows = split.Skip(hasTitles ? first + 1 : first).Where(row => row.Length == width).ToArray();
        if (rows.Length == 0) return null;
        var isComma = separator != ',' && rows.SelectMany(row => row).Any(cell => IsWithComma(cell)) && !rows.SelectMany(row => row).Any(IsWithPoint);
        return new SampleTable(separator, isComma ? ',' : '.', rows, hasTitles ? first + 1 : first, titles);
    }

    private static string[] Split(string line, char separator) => [.. line.Split(separator).Select(cell => cell.Trim().Trim('"'))];

    private static bool IsNumber(string cell) => cell.Length > 0 && char.IsAsciiDigit(cell[^1]) && cell.TrimStart('$', '-', '+').All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or 'e' or 'E' or '-' or '+');

    private static bool IsWithComma(string cell) => cell.Count(',') == 1 && cell.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '-');

    private static bool IsWithPoint(string cell) => cell.Count('.') == 1 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-');
}
