using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Perun.Backtest.History;
using Perun.Backtest.History.Importing;
using Perun.Core.Calendars;
using Perun.Core.News;

namespace Perun.Backtest.News;

/// What to import, and what a person knows better than the guess.
/// <param name="Now">What is dated later is refused: nobody can have published it.</param>
public sealed record NewsImportRequest(IReadOnlyList<string> Paths, DateTime Now)
{
    public IReadOnlyDictionary<NewsField, string> Columns { get; init; } = new Dictionary<NewsField, string>();

    public ClockZone Zone { get; init; } = ClockZone.Utc;

    /// Who tells it, where the file does not say.
    public string? Source { get; init; }

    /// Only shows how the files would be read.
    public bool IsTrial { get; init; }
}

/// Brings news from files into the archive. When a piece could be known is the later of its publication and its arrival; a date without
/// a time of day is over before anything of it is known, because nobody can say at which hour it came.
public static class NewsImporter
{
    private const int MostExamples = 5;
    private const int MostHeadline = 500;
    private const int MostBody = 4_000;
    private const int Sampled = 50;

    private static readonly string[] Letters = ["ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss 'UTC'", "dd MMM yyyy HH:mm:ss zzz"];

    public static IReadOnlyList<ImportedNews> Run(NewsArchive archive, NewsImportRequest request, IProgress<long>? progress, CancellationToken cancel) =>
        [.. InputFile.Find(request.Paths).Select(file => Import(archive, file, request, progress, cancel))];

    private static ImportedNews Import(NewsArchive archive, InputFile file, NewsImportRequest request, IProgress<long>? progress, CancellationToken cancel)
    {
        var rows = NewsRows.Read(file);
        var sample = rows.Where(row => row.Trouble is null).Take(Sampled).ToList();
        if (sample.Count == 0 && rows.FirstOrDefault() is { Trouble: { } wrong } first) throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} has no piece that can be read; the first, on line {first.Line}: {wrong}.");
        var titles = sample.SelectMany(row => row.Cells.Keys).Distinct(StringComparer.Ordinal).ToList();
        var fields = NewsFields.Guess(titles, request.Columns, file.Shown);
        var reader = new RowReader(fields, TimeReader.Guess(sample, fields, request.Zone, file.Shown), request);
        var (items, bad, examples, read) = (new List<NewsItem>(), 0L, new List<BadNews>(), 0L);
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(++read);
            var (item, why) = row.Trouble is { } trouble ? (null, trouble) : reader.Read(row);
            if (item is not null)
            {
                items.Add(item);
                continue;
            }
            bad++;
            if (examples.Count < MostExamples) examples.Add(new BadNews(file.Shown, row.Line, why!));
        }
        var taken = request.IsTrial ? new NewsTaken(0, 0, 0) : archive.Add(items);
        return new ImportedNews
        {
            File = file.Shown,
            Mapping = fields.Words,
            Times = reader.Times,
            Read = items.Count,
            New = taken.New,
            Known = taken.Known,
            Differing = taken.Differing,
            Undated = reader.Undated,
            Late = reader.Late,
            Future = reader.Future,
            Bad = bad,
            BadExamples = examples,
            First = items.Count > 0 ? items.Min(item => item.Received) : null,
            Last = items.Count > 0 ? items.Max(item => item.Received) : null,
            Symbols = [.. items.SelectMany(item => item.Symbols).GroupBy(symbol => symbol, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(10).Select(group => group.Key)],
        };
    }

    /// Turns the texts of a row into a piece of news.
    private sealed class RowReader(NewsFields fields, TimeReader times, NewsImportRequest request)
    {
        /// How many came with a date and no time of day, reached us later than published, or are dated into the future.
        public long Undated { get; private set; }

        public long Late { get; private set; }

        public long Future { get; private set; }

        public string Times => times.Words;

        public (NewsItem? Item, string? Why) Read(NewsRow row)
        {
            var headline = Clipped(Cell(row, NewsField.Headline), MostHeadline);
            if (headline.Length == 0) return (null, "it has no headline");
            var written = Cell(row, NewsField.Published);
            if (times.Read(written, fields.Clock is { } clock ? row.Cells.GetValueOrDefault(clock) ?? "" : "") is not { } published) return (null, $"\"{Brief(written)}\" is no time of publication");
            var arrival = Cell(row, NewsField.Received);
            var received = arrival.Length == 0 ? published : times.Read(arrival, "");
            if (received is not { } came) return (null, $"\"{Brief(arrival)}\" is no time of arrival");
            if (published.From > request.Now || came.From > request.Now)
            {
                Future++;
                return (null, $"it is dated {(published.From > request.Now ? published.From : came.From):yyyy-MM-dd HH:mm}, which is yet to come");
            }
            if (published.From != published.Known) Undated++;
            var known = came.Known > published.Known ? came.Known : published.Known;
            if (known > published.Known) Late++;
            var source = Clipped(Cell(row, NewsField.Source), 100) is { Length: > 0 } told ? told : request.Source ?? "imported";
            var id = Clipped(Cell(row, NewsField.Id), 150) is { Length: > 0 } given ? given : HashOf(source, headline, published.From);
            return (new NewsItem(id, source, published.From, known, headline, Clipped(Cell(row, NewsField.Body), MostBody), SymbolsOf(Cell(row, NewsField.Symbols))), null);
        }

        private string Cell(NewsRow row, NewsField field) => fields.NameOf(field) is { } name && row.Cells.TryGetValue(name, out var text) ? text : "";

        private static IReadOnlyList<string> SymbolsOf(string text) =>
            [.. text.Split([',', ';', '|', ' ', '[', ']', '"', '\''], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(symbol => symbol[(symbol.IndexOf(':') + 1)..].TrimStart('$').ToUpperInvariant()).Where(symbol => symbol.Length is > 0 and <= 20).Distinct(StringComparer.Ordinal).Take(50)];

        private static string HashOf(string source, string headline, DateTime published) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{headline}\n{published.Ticks}")))[..32];
    }

    /// Reads times as the sample has them, and those that letters and feeds are dated with.
    private sealed class TimeReader(TimeStyle? style, ClockZone zone)
    {
        private readonly TimeText? _text = style is { } known ? new TimeText(known, zone) : null;

        public string Words => $"{(style is { } known ? known.ToString() : "as in letters")}, {(zone == ClockZone.Utc ? "UTC" : "New York")} where no offset stands";

        public static TimeReader Guess(IReadOnlyList<NewsRow> sample, NewsFields fields, ClockZone zone, string file)
        {
            var name = fields.NameOf(NewsField.Published)!;
            string[] cells = [.. sample.Select(row => row.Cells.GetValueOrDefault(name) ?? "").Where(cell => cell.Length > 0)];
            // Where many lines are broken, the style is that of most of those that hold a time.
            var style = cells.Length > 0 ? TimeGuess.Of(cells) ?? cells.Select(cell => TimeGuess.Of([cell])).OfType<TimeStyle>().GroupBy(one => one).MaxBy(group => group.Count())?.Key : null;
            if (style is null && !Array.Exists(cells, cell => Lettered(cell) is not null))
                throw new HistoryException(HistoryTrouble.Unreadable, $"What {file} has as \"{name}\" are no times{(cells.Length > 0 ? $" (\"{Brief(cells[0])}\")" : "")}: say with --columns published=NAME which column has them.");
            return new TimeReader(style, zone);
        }

        /// When it was, and from when on it is known: for a date alone, when its day is over everywhere in the zone.
        public (DateTime From, DateTime Known)? Read(string text, string clock)
        {
            if (_text is not null && _text.TryRead(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(clock), out var ticks))
            {
                var moment = new DateTime(ticks, DateTimeKind.Utc);
                return (moment, HasClock(text) || clock.Length > 0 ? moment : DayAfter(moment));
            }
            return Lettered(text) is { } dated ? (dated, dated) : null;
        }

        private DateTime DayAfter(DateTime start) => zone == ClockZone.Utc ? start.Date.AddDays(1) : NewYorkTime.ToUtc(NewYorkTime.FromUtc(start).Date.AddDays(1));

        private bool HasClock(string text) => style is TimeStyle.EpochSeconds or TimeStyle.EpochMilliseconds or TimeStyle.EpochMicroseconds or TimeStyle.EpochNanoseconds || text.Length > 10 || text.Contains(':');

        private static DateTime? Lettered(string text) => DateTimeOffset.TryParseExact(text, Letters, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;
    }

    private static string Clipped(string text, int most)
    {
        var line = string.Concat(text.Take(most * 2).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        if (line.Length <= most) return line;
        return line[..(char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    private static string Brief(string text) => Clipped(text, 40);
}

/// What came of a file.
public sealed record ImportedNews
{
    public required string File { get; init; }

    /// Which of its names was taken for what, and how its times were read.
    public required string Mapping { get; init; }

    public required string Times { get; init; }

    public required long Read { get; init; }

    public required int New { get; init; }

    public required int Known { get; init; }

    public required int Differing { get; init; }

    /// Those with a date only: known when their day is over.
    public required long Undated { get; init; }

    /// Those that arrived after their publication: known from then on.
    public required long Late { get; init; }

    /// Those dated into the future, which are among the bad.
    public required long Future { get; init; }

    public required long Bad { get; init; }

    public required IReadOnlyList<BadNews> BadExamples { get; init; }

    /// When the first and the last could be known.
    public required DateTime? First { get; init; }

    public required DateTime? Last { get; init; }

    /// Those named most.
    public required IReadOnlyList<string> Symbols { get; init; }
}

public sealed record BadNews(string File, long Line, string Why);
