using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.Alpaca;

/// The news that Alpaca passes on, newest first. Only headline and summary are asked for: the pieces themselves are not.
internal sealed class AlpacaNews(ServiceClient alpaca) : IKnowledgeSource
{
    public const string KeySetting = "ALPACA_API_KEY";
    public const string SecretSetting = "ALPACA_SECRET_KEY";
    private const string Path = "/v1beta1/news";
    private const int PageSize = 50;
    private const int MostPages = 4;

    public static readonly Uri Address = new("https://data.alpaca.markets");

    private readonly NewsCursor _cursor = new();

    public string Name => SourceNames.AlpacaNews;

    public string Lane => LaneNames.News;

    public static ServiceClient Client(Uri address, string key, string secret, TimeProvider clock) =>
        new(address, [new Credential(KeySetting, "APCA-API-KEY-ID", key), new Credential(SecretSetting, "APCA-API-SECRET-KEY", secret)], clock);

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        if (request.Symbols.Count == 0) return new Gathered([]);
        var book = new SymbolBook(request.Symbols);
        var since = _cursor.Since(request.AsOf);
        var reports = new List<Report>();
        string? token = null;
        for (var page = 0; page < MostPages; page++)
        {
            // It writes coins without the stroke.
            var asked = new Question()
                .With("symbols", string.Join(',', request.Symbols.Select(symbol => symbol.Replace("/", ""))))
                .With("start", since).With("sort", "desc").With("limit", $"{PageSize}").With("include_content", "false");
            if (token is not null) asked.With("page_token", token);
            var outcome = await alpaca.GetAsync(Path, asked.ToString(), document => Read(document, book), cancel);
            if (outcome is Troubled<(List<Report>, string?)> { Trouble: var trouble }) return trouble.Failed();
            (var read, token) = ((Answered<(List<Report>, string?)>)outcome).Value;
            reports.AddRange(read);
            if (token is null) break;
        }
        foreach (var report in reports) _cursor.Saw(report.Published, request.AsOf);
        // What names nothing of interest would pass for an event of the whole market.
        return new Gathered([.. reports.Where(report => report.Symbols.Count > 0).Select(report => report.ToEvidence(request.AsOf)).OfType<KnowledgeObject>().DistinctBy(piece => piece.Id)]);
    }

    private static (List<Report> Reports, string? Token) Read(JsonElement document, SymbolBook book)
    {
        var reports = new List<Report>();
        foreach (var item in document.Items("news", PageSize))
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var headline = item.Text("headline");
            var symbols = item.Items("symbols", 100).Select(symbol => book.OfInstrument(Loose.Text(symbol))).OfType<string>().Distinct(StringComparer.Ordinal);
            reports.Add(new Report("alpaca", item.Text("id") ?? headline ?? "", item.Text("source"), headline, item.Text("summary"), [.. symbols])
            {
                // An update is a new version of the piece, and as old as that.
                Published = item.Time("updated_at") ?? item.Time("created_at"),
            });
        }
        return (reports, document.Text("next_page_token"));
    }
}
