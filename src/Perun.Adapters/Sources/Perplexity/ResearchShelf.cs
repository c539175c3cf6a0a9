using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perun.Adapters.Sources.Perplexity;

/// What was found of a symbol, and when.
internal sealed record Research(string Symbol, DateTime At, string Summary, double? Mood, bool IsImportant, IReadOnlyList<string> Sites);

/// <param name="Day">The day (UTC) whose requests and dollars these are.</param>
internal sealed record ShelfContent(DateOnly Day, int Requests, double Usd, IReadOnlyList<Research> Found);

[JsonSerializable(typeof(ShelfContent))]
internal sealed partial class ShelfWire : JsonSerializerContext;

/// Keeps research and what it cost today, in a file where there is one: starting anew costs nothing twice.
internal sealed class ResearchShelf
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const int MostKept = 500;

    private readonly string? _path;
    private readonly Dictionary<string, Research> _found = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _requests;
    private double _usd;

    public ResearchShelf(string? path)
    {
        _path = path;
        if (path is null || Read(path) is not { } content) return;
        (_day, _requests, _usd) = (content.Day, Math.Max(0, content.Requests), double.IsFinite(content.Usd) ? Math.Max(0, content.Usd) : 0);
        foreach (var research in content.Found.Where(research => research is { Symbol: not null, Summary: not null, Sites: not null }).Take(MostKept)) _found[research.Symbol] = research;
    }

    public Research? Find(string symbol) => _found.GetValueOrDefault(symbol);

    public (int Requests, double Usd) SpentOn(DateTime utc) => _day == DateOnly.FromDateTime(utc) ? (_requests, _usd) : (0, 0);

    /// A request counts before it is sent: what became of it may never be known. Null, or why it could not be written down.
    public string? Spend(DateTime utc, int requests, double usd)
    {
        var day = DateOnly.FromDateTime(utc);
        if (_day != day) (_day, _requests, _usd) = (day, 0, 0);
        _requests += requests;
        _usd += usd;
        return Write();
    }

    public string? Put(Research research)
    {
        if (_found.Count >= MostKept && !_found.ContainsKey(research.Symbol)) _found.Remove(_found.Values.MinBy(known => known.At)!.Symbol);
        _found[research.Symbol] = research;
        return Write();
    }

    /// A file that can't be read is none: what it held is asked for again, within the budget.
    private static ShelfContent? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return file.Length > LargestFile ? null : JsonSerializer.Deserialize(file, ShelfWire.Default.ShelfContent) is { Found: not null } content ? content : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string? Write()
    {
        if (_path is null) return null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            var unfinished = _path + ".new";
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, new ShelfContent(_day, _requests, _usd, [.. _found.Values.OrderBy(research => research.Symbol, StringComparer.Ordinal)]), ShelfWire.Default.ShelfContent);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, _path, overwrite: true);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{_path} can't be written ({failure.GetType().Name}): without it a restart asks and pays again, so nothing more is asked";
        }
    }
}
