using System.Text;
using System.Text.Json;
using Perun.Backtest.History;
using Perun.Backtest.History.Importing;

namespace Perun.Backtest.News;

/// One piece of a file with its texts by the file's own names, or why it can't be read.
internal readonly record struct NewsRow(long Line, IReadOnlyDictionary<string, string> Cells, string? Trouble);

/// The pieces of a file of JSON lines, of one JSON document, or of a table.
internal static class NewsRows
{
    public const long MostDocument = 256L << 20;
    private const int MostLine = 4 << 20;

    public static IEnumerable<NewsRow> Read(InputFile file)
    {
        var head = Encoding.UTF8.GetString(file.Head(1 << 16)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (head.Length == 0) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} is empty: there is nothing to import.");
        return head[0] switch
        {
            '{' when FirstLine(file) is var first && RowOf(0, first).Trouble is null && !IsOneList(first, head) => Lines(file),
            '{' or '[' => Document(file),
            _ => Table(file, head),
        };
    }

    private static IEnumerable<NewsRow> Lines(InputFile file)
    {
        using var reader = new StreamReader(file.Open());
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return line.Length > MostLine ? Broken(number, "it is longer than 4 million letters") : RowOf(number, line);
        }
    }

    private static NewsRow RowOf(long number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? new NewsRow(number, CellsOf(document.RootElement), null) : Broken(number, "it is no object");
        }
        catch (JsonException)
        {
            return Broken(number, "it is no JSON");
        }
    }

    private static IEnumerable<NewsRow> Document(InputFile file)
    {
        using var document = Parsed(file);
        var list = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement
            : document.RootElement.EnumerateObject().Select(property => property.Value).FirstOrDefault(HoldsObjects);
        if (list.ValueKind != JsonValueKind.Array) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} holds no list of news: give JSON lines, a JSON array, or a table with titles.");
        var number = 0L;
        foreach (var entry in list.EnumerateArray())
        {
            number++;
            yield return entry.ValueKind == JsonValueKind.Object ? new NewsRow(number, CellsOf(entry), null) : Broken(number, "it is no object");
        }
    }

    private static JsonDocument Parsed(InputFile file)
    {
        using var stream = file.Open();
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > MostDocument) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} is one JSON document of more than {MostDocument >> 20} MB: give it as JSON lines, one piece a line.");
        }
        try
        {
            return JsonDocument.Parse(whole.GetBuffer().AsMemory(0, (int)whole.Length), new JsonDocumentOptions { MaxDepth = 32, AllowTrailingCommas = true });
        }
        catch (JsonException wrong)
        {
            throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} is not JSON (line {wrong.LineNumber + 1}): get it again, or give JSON lines.", wrong);
        }
    }

    private static IEnumerable<NewsRow> Table(InputFile file, string head)
    {
        var first = head.Split('\n')[0];
        var separator = ",;\t|".MaxBy(sign => first.Count(letter => letter == sign));
        using var reader = new StreamReader(file.Open());
        var table = new QuotedTable(reader, separator);
        if (table.Next() is not { } titles) yield break;
        while (table.Next() is { } cells)
        {
            if (cells is [""]) continue;
            if (cells.Count != titles.Count)
            {
                yield return Broken(table.Line, $"it has {cells.Count} columns and the titles are {titles.Count}");
                continue;
            }
            var named = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < cells.Count; i++) named[titles[i].Trim('\uFEFF', ' ')] = cells[i].Trim();
            yield return new NewsRow(table.Line, named, null);
        }
    }

    private static Dictionary<string, string> CellsOf(JsonElement entry)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in entry.EnumerateObject()) cells[property.Name] = TextOf(property.Value);
        return cells;
    }

    /// A source may be an object with a name, and symbols a list of texts or of objects.
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Take(100).Select(TextOf).Where(text => text.Length > 0)),
        JsonValueKind.Object => ((string[])["symbol", "ticker", "name", "domain", "title", "id"])
            .Select(name => value.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.String ? inner.GetString() : null).FirstOrDefault(text => text is not null) ?? "",
        _ => "",
    };

    /// As far as a piece may be long.
    private static string FirstLine(InputFile file)
    {
        using var reader = new StreamReader(file.Open());
        var line = new StringBuilder();
        for (int next; line.Length <= MostLine && (next = reader.Read()) >= 0;)
        {
            if (next == '\n' && line.ToString().Trim().Length > 0) break;
            line.Append((char)next);
        }
        return line.ToString().Trim('\uFEFF', ' ', '\t', '\r', '\n');
    }

    private static bool HoldsObjects(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object;

    /// One line may be one piece, or a whole document with the list inside.
    private static bool IsOneList(string first, string head)
    {
        if (head.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line)) > 1) return false;
        using var document = JsonDocument.Parse(first, new JsonDocumentOptions { MaxDepth = 32 });
        return document.RootElement.EnumerateObject().Any(property => property.Value is var list && HoldsObjects(list) && list[0].EnumerateObject().Count() > 1
            && !document.RootElement.EnumerateObject().Any(other => other.Name.Equals("headline", StringComparison.OrdinalIgnoreCase) || other.Name.Equals("title", StringComparison.OrdinalIgnoreCase)));
    }

    private static NewsRow Broken(long line, string why) => new(line, new Dictionary<string, string>(StringComparer.Ordinal), why);
}

/// Rows of a table in which a quoted cell may hold separators, quotes and line ends (RFC 4180).
internal sealed class QuotedTable(TextReader reader, char separator)
{
    private const int MostCell = 4 << 20;
    private long _lines;

    /// The line on which the last row began.
    public long Line { get; private set; }

    public IReadOnlyList<string>? Next()
    {
        if (reader.Peek() < 0) return null;
        Line = ++_lines;
        var (cells, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (int next; (next = reader.Read()) >= 0;)
        {
            var letter = (char)next;
            if (letter == '\n') _lines += isQuoted ? 1 : 0;
            if (isQuoted)
            {
                if (letter != '"') cell.Append(letter);
                else if (reader.Peek() == '"') cell.Append((char)reader.Read());
                else isQuoted = false;
                if (cell.Length > MostCell) isQuoted = false;
            }
            else if (letter == '"' && cell.Length == 0) isQuoted = true;
            else if (letter == separator) Close();
            else if (letter == '\n') break;
            else if (letter != '\r') cell.Append(letter);
        }
        Close();
        return cells;

        void Close()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
