using Perun.Backtest.History;

namespace Perun.Backtest.News;

/// What a piece of news can be told by.
public enum NewsField
{
    Id,
    Published,
    Received,
    Headline,
    Body,
    Source,
    Symbols,
}

/// Which of a file's own names stands for which field: guessed by what such names usually are, unless a person says it.
public sealed class NewsFields
{
    private static readonly (NewsField Field, string[] Names)[] Usual =
    [
        (NewsField.Id, ["id", "uuid", "guid", "newsid", "articleid", "url", "link"]),
        (NewsField.Published, ["published", "publishedat", "publishedon", "publishedutc", "pubdate", "publishdate", "publicationdate", "publicationtime", "datetime", "timestamp", "date", "time", "createdat", "created"]),
        (NewsField.Received, ["received", "receivedat", "adddate", "addedat", "crawledat", "crawldate", "crawled", "seenat", "fetchedat", "ingestedat"]),
        (NewsField.Headline, ["headline", "title", "subject"]),
        (NewsField.Body, ["body", "summary", "description", "content", "text", "abstract", "snippet"]),
        (NewsField.Source, ["source", "publisher", "sourcename", "provider", "site", "domain"]),
        (NewsField.Symbols, ["symbols", "tickers", "symbol", "ticker", "instruments", "stocks", "companies", "relatedsymbols"]),
    ];

    private readonly Dictionary<NewsField, string> _names;

    private NewsFields(Dictionary<NewsField, string> names) => _names = names;

    /// Whether times of day stand in a field of their own, as "date" and "time" do.
    public string? Clock { get; private init; }

    public string? NameOf(NewsField field) => _names.GetValueOrDefault(field);

    /// "published = pubDate, headline = title".
    public string Words => string.Join(", ", _names.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.ToString().ToLowerInvariant()} = {pair.Value}")) + (Clock is null ? "" : $", time of day = {Clock}");

    /// <param name="given">Names that a person gave for fields.</param>
    public static NewsFields Guess(IReadOnlyList<string> titles, IReadOnlyDictionary<NewsField, string> given, string file)
    {
        var names = new Dictionary<NewsField, string>();
        foreach (var (field, title) in given)
        {
            names[field] = titles.FirstOrDefault(one => string.Equals(one, title, StringComparison.OrdinalIgnoreCase))
                ?? throw new HistoryException(HistoryTrouble.Misuse, $"{file} has no column \"{title}\": it has {Shown(titles)}.");
        }
        foreach (var (field, usual) in Usual)
        {
            if (names.ContainsKey(field)) continue;
            var free = titles.Where(title => !names.ContainsValue(title)).ToList();
            if (usual.Select(name => free.Find(title => Plain(title) == name)).FirstOrDefault(title => title is not null) is { } found) names[field] = found;
        }
        foreach (var needed in (NewsField[])[NewsField.Published, NewsField.Headline])
        {
            if (!names.ContainsKey(needed))
                throw new HistoryException(HistoryTrouble.Unreadable, $"{file} does not show which of {Shown(titles)} is the {(needed == NewsField.Published ? "time of publication" : "headline")}: say it with --columns {needed.ToString().ToLowerInvariant()}=NAME.");
        }
        var clock = Plain(names[NewsField.Published]) == "date" ? titles.FirstOrDefault(title => Plain(title) is "time" && !names.ContainsValue(title)) : null;
        return new NewsFields(names) { Clock = clock };
    }

    private static string Plain(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Shown(IReadOnlyList<string> titles) => titles.Count == 0 ? "nothing" : string.Join(", ", titles.Take(12)) + (titles.Count > 12 ? " …" : "");
}
