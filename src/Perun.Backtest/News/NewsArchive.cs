using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Backtest.History;
using Perun.Core.News;

namespace Perun.Backtest.News;

/// News of the past, beside the bars: a file of JSON lines for each month of publication, in order, and an index that says which
/// months hold what could first be known when. A piece is known by its source and its id; the first that came stays.
public sealed class NewsArchive(string folder)
{
    public const int MostAMonth = 1_000_000;
    private const string IndexFile = "index.json";
    private const string LockFile = ".lock";

    public string Folder => folder;

    public static NewsArchive In(string dataFolder) => new(Path.Combine(dataFolder, "news"));

    /// The months, oldest first; none where nothing was ever brought.
    public IReadOnlyList<NewsMonth> Months => ReadIndex();

    /// What could first be known from a moment until before another, in that order.
    public IReadOnlyList<NewsItem> Known(DateTime from, DateTime to)
    {
        var found = new List<NewsItem>();
        foreach (var month in Months.Where(month => month.FirstKnown < to && month.LastKnown >= from))
            found.AddRange(Read(month.Name).Where(item => item.Received >= from && item.Received < to));
        found.Sort(ByKnown);
        return found;
    }

    /// Takes news in, a month at a time, each whole or not at all.
    public NewsTaken Add(IEnumerable<NewsItem> items)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var held = Hold();
            var taken = new NewsTaken(0, 0, 0);
            var months = ReadIndex().ToDictionary(month => month.Name, StringComparer.Ordinal);
            foreach (var month in items.GroupBy(item => item.Published.ToString("yyyy-MM")).OrderBy(month => month.Key, StringComparer.Ordinal))
            {
                var known = (months.ContainsKey(month.Key) ? Read(month.Key) : []).ToDictionary(KeyOf);
                var before = known.Count;
                foreach (var item in month)
                {
                    if (known.TryAdd(KeyOf(item), item)) continue;
                    var first = known[KeyOf(item)];
                    taken = SaysTheSame(first, item) ? taken with { Known = taken.Known + 1 } : taken with { Differing = taken.Differing + 1 };
                }
                if (known.Count == before) continue;
                if (known.Count > MostAMonth) throw new HistoryException(HistoryTrouble.Misuse, $"{month.Key} would have {known.Count:#,##0} pieces of news, and {MostAMonth:#,##0} are the most: import fewer of them.");
                taken = taken with { New = taken.New + known.Count - before };
                months[month.Key] = Write(month.Key, [.. known.Values.Order(Comparer<NewsItem>.Create(ByKnown))]);
                WriteIndex([.. months.Values.OrderBy(one => one.Name, StringComparer.Ordinal)]);
            }
            return taken;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new HistoryException(HistoryTrouble.Disk, $"News can't be kept in {folder} ({failure.Message.TrimEnd('.')}): put that right and import again.", failure);
        }
    }

    private static (string, string) KeyOf(NewsItem item) => (item.Source, item.Id);

    private static bool SaysTheSame(NewsItem one, NewsItem other) =>
        one.Published == other.Published && one.Received == other.Received && one.Headline == other.Headline && one.Body == other.Body && one.Symbols.SequenceEqual(other.Symbols);

    private static int ByKnown(NewsItem one, NewsItem other)
    {
        var order = one.Received.CompareTo(other.Received);
        if (order == 0) order = string.CompareOrdinal(one.Source, other.Source);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    private string PathOf(string month) => Path.Combine(folder, month + ".jsonl");

    private List<NewsItem> Read(string month)
    {
        var (path, number) = (PathOf(month), 0);
        try
        {
            var items = new List<NewsItem>();
            foreach (var line in File.ReadLines(path))
            {
                number++;
                if (line.Length > 0) items.Add(JsonSerializer.Deserialize(line, NewsJson.Default.NewsItem) ?? throw new JsonException("it is empty"));
            }
            return items;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HistoryException(HistoryTrouble.Damaged, $"{path} can't be read{(failure is JsonException ? $" (line {number} is not what was written)" : $" ({failure.Message.TrimEnd('.')})")}: take it away and import its news again.", failure);
        }
    }

    private NewsMonth Write(string month, List<NewsItem> items)
    {
        var (path, fresh) = (PathOf(month), PathOf(month) + ".new");
        using (var file = new StreamWriter(fresh) { NewLine = "\n" })
            foreach (var item in items) file.WriteLine(JsonSerializer.Serialize(item, NewsJson.Default.NewsItem));
        File.Move(fresh, path, overwrite: true);
        return new NewsMonth(month, items.Count, items.Min(item => item.Received), items.Max(item => item.Received));
    }

    /// Made anew from the files where it is missing or can't be read.
    private IReadOnlyList<NewsMonth> ReadIndex()
    {
        var path = Path.Combine(folder, IndexFile);
        try
        {
            if (File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), NewsJson.Default.IReadOnlyListNewsMonth) is { } months) return months;
        }
        catch (JsonException)
        {
            // The files are what counts.
        }
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "????-??.jsonl").Order(StringComparer.Ordinal).Select(file => Path.GetFileNameWithoutExtension(file)).Select(month => (month, Items: Read(month)))
            .Where(month => month.Items.Count > 0).Select(month => new NewsMonth(month.month, month.Items.Count, month.Items.Min(item => item.Received), month.Items.Max(item => item.Received)))];
    }

    private void WriteIndex(IReadOnlyList<NewsMonth> months)
    {
        var path = Path.Combine(folder, IndexFile);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(months, NewsJson.Default.IReadOnlyListNewsMonth));
        File.Move(path + ".new", path, overwrite: true);
    }

    /// One import at a time.
    private FileStream Hold()
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException failure)
        {
            throw new HistoryException(HistoryTrouble.Disk, $"Another import is at work on {folder}: wait until it is done.", failure);
        }
    }
}

/// A month of the archive, and when the first and the last of it could be known.
public sealed record NewsMonth(string Name, int Count, DateTime FirstKnown, DateTime LastKnown);

/// What came of adding news.
/// <param name="Known">Those that were there already, word for word.</param>
/// <param name="Differing">Those that were there in other words or with other times: the first stayed.</param>
public sealed record NewsTaken(int New, int Known, int Differing);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewsItem))]
[JsonSerializable(typeof(IReadOnlyList<NewsMonth>))]
internal sealed partial class NewsJson : JsonSerializerContext;
