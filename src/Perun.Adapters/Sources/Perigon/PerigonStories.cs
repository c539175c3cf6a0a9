using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.Perigon;

/// What many publishers write about in business and finance. A story that goes on replaces what was said of it.
internal sealed class PerigonStories(ServiceClient perigon) : IKnowledgeSource
{
    private const string Path = "/v1/stories/all";
    private const int PageSize = 50;
    private const int FewestPublishers = 3;
    private static readonly TimeSpan Back = TimeSpan.FromHours(12);

    private Dictionary<string, Evidence> _told = [];

    public string Name => SourceNames.PerigonStories;

    public string Lane => LaneNames.Events;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var book = new SymbolBook(request.Symbols);
        var asked = new Question()
            .With("category", ["Business", "Finance"]).With("updatedFrom", request.AsOf - Back).With("sortBy", "updatedAt")
            .With("minUniqueSources", $"{FewestPublishers}").With("size", $"{PageSize}").With("page", "0").ToString();
        return await perigon.GetAsync(Path, asked, document => Read(document, book), cancel) switch
        {
            Answered<List<Report>> { Value: var stories } => new Gathered(Tell(stories, request.AsOf)),
            Troubled<List<Report>> { Trouble: var trouble } => trouble.Failed(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// One more reprint is an update to the service. Only other words are one here, or a story would stay young for ever.
    private IReadOnlyList<KnowledgeObject> Tell(List<Report> stories, DateTime asOf)
    {
        var told = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        foreach (var story in stories)
        {
            if (story.ToEvidence(asOf) is not { } evidence) continue;
            var isSame = _told.TryGetValue(evidence.Id, out var before) && before.Summary == evidence.Summary && before.Detail == evidence.Detail;
            told.TryAdd(evidence.Id, isSame ? before! : evidence);
        }
        _told = told;
        return [.. told.Values];
    }

    private static List<Report> Read(JsonElement document, SymbolBook book)
    {
        var stories = new List<Report>();
        foreach (var item in document.Items("results", PageSize))
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var (name, summary) = (item.Text("name"), item.Text("shortSummary") ?? item.Text("summary"));
            stories.Add(new Report(
                $"{PerigonService.Name}-story", item.Text("id") ?? item.Text("clusterId") ?? name ?? "", PerigonService.Name, name ?? summary, summary,
                PerigonService.SymbolsOf(item, "topCompanies", book, $"{name}\n{summary}"))
            {
                // An update is news: the day the story began is not its age.
                Published = item.Time("updatedAt") ?? item.Time("createdAt"),
                Mood = PerigonService.MoodOf(item),
                Voices = (int)Math.Clamp(item.Number("uniqueCount") ?? FewestPublishers, 1, 1_000_000),
            });
        }
        return stories;
    }
}
