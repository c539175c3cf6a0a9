using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.Perigon;

/// Articles about the instruments of interest, by when Perigon had them: their own dates can be wrong. Of reprints and of one
/// story's articles the first speaks; how the story goes on comes with the stories. Only what Perigon says of an article is used:
/// no publisher's page is fetched.
internal sealed class PerigonArticles(ServiceClient perigon) : IKnowledgeSource
{
    private const string Path = "/v1/articles/all";
    private const int PageSize = 100;
    private const int MostPages = 3;

    private readonly SeenIds _seen = new();
    private readonly NewsCursor _cursor = new();

    public string Name => SourceNames.PerigonArticles;

    public string Lane => LaneNames.News;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var book = new SymbolBook(request.Symbols);
        var since = _cursor.Since(request.AsOf);
        var articles = new List<Article>();
        foreach (var about in Questions(book))
        {
            for (var page = 0; page < MostPages; page++)
            {
                var asked = about()
                    .With("addDateFrom", since).With("sortBy", "addDate").With("showReprints", "false").With("excludeLabel", ["Non-news", "Paid-news"])
                    .With("size", $"{PageSize}").With("page", $"{page}").ToString();
                var outcome = await perigon.GetAsync(Path, asked, document => Read(document, book), cancel);
                // Nothing is lost with it: what came already is asked for again.
                if (outcome is Troubled<List<Article>> { Trouble: var trouble }) return trouble.Failed();
                var read = ((Answered<List<Article>>)outcome).Value;
                articles.AddRange(read);
                if (read.Count < PageSize) break;
            }
        }
        return new Gathered(Tell(articles, request.AsOf));
    }

    /// Companies by their tickers, coins by their names: the service knows no tickers of coins.
    private static IEnumerable<Func<Question>> Questions(SymbolBook book)
    {
        var equities = book.Equities;
        if (equities.Count > 0) yield return () => new Question().With("companySymbol", equities);
        var coins = book.Coins.Select(CoinNames.Of).OfType<string>().ToArray();
        if (coins.Length > 0) yield return () => new Question().With("q", string.Join(" OR ", coins.Select(coin => $"\"{coin}\"")));
    }

    private IReadOnlyList<KnowledgeObject> Tell(List<Article> articles, DateTime asOf)
    {
        var told = new List<KnowledgeObject>();
        // The earliest of one story first, whatever order they came in.
        foreach (var article in articles.OrderBy(article => article.Report.Added ?? DateTime.MaxValue).ThenBy(article => article.Report.Id, StringComparer.Ordinal))
        {
            _cursor.Saw(article.Report.Added, asOf);
            // What names nothing of interest would pass for an event of the whole market.
            if (article.Report.Symbols.Count == 0) continue;
            if (article.Report.ToEvidence(asOf) is { } evidence && _seen.Claim("a:" + article.Report.Id, article.Reprints, article.Story)) told.Add(evidence);
        }
        return [.. told.DistinctBy(piece => piece.Id)];
    }

    private static List<Article> Read(JsonElement document, SymbolBook book)
    {
        var articles = new List<Article>();
        foreach (var item in document.Items("articles", PageSize))
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var (title, summary) = (item.Text("title"), item.Text("summary") ?? item.Text("description"));
            var report = new Report(
                PerigonService.Name, item.Text("articleId") ?? item.Text("url") ?? title ?? "", item.Of("source").Text("domain"), title, summary,
                PerigonService.SymbolsOf(item, "companies", book, $"{title}\n{summary}"))
            {
                Published = item.Time("pubDate"),
                Added = item.Time("addDate"),
                Mood = PerigonService.MoodOf(item),
                IsOpinion = PerigonService.HasLabel(item, "Opinion"),
            };
            articles.Add(new Article(report, Key("r:", item.Text("reprintGroupId")), Key("c:", item.Text("clusterId"))));
        }
        return articles;
    }

    private static string? Key(string kind, string? id) => id is null ? null : kind + id;

    /// <param name="Reprints">The group of word-for-word copies it belongs to.</param>
    /// <param name="Story">The story it is part of.</param>
    private sealed record Article(Report Report, string? Reprints, string? Story);
}
