using System.Globalization;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.Perplexity;

/// <param name="Lasts">How old what was found of a symbol may become before it is asked for again.</param>
/// <param name="RequestsPerDay">The most questions in a day (UTC).</param>
/// <param name="UsdPerDay">The most that they may cost in a day, as far as the service says what they cost.</param>
internal sealed record ResearchTerms(string Model, TimeSpan Lasts, int RequestsPerDay, decimal UsdPerDay);

/// What the web says of each instrument, asked for one at a time, the one that was looked at longest ago first, within a
/// budget. What was found is kept with its age. It is others' text: none of its numbers is used for anything.
internal sealed class PerplexityResearch(ServiceClient perplexity, ResearchTerms terms, ResearchShelf shelf) : IKnowledgeSource
{
    public const string KeySetting = "PERPLEXITY_API_KEY";
    private const string Path = "/chat/completions";

    public static readonly Uri Address = new("https://api.perplexity.ai");

    private readonly Dictionary<string, DateTime> _tried = new(StringComparer.Ordinal);

    public string Name => SourceNames.Research;

    public string Lane => LaneNames.News;

    public static ServiceClient Client(Uri address, string key, TimeProvider clock) => new(address, [new Credential(KeySetting, "Authorization", key, "Bearer ")], clock);

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var now = request.AsOf;
        if (Due(request) is { } symbol)
        {
            if (Spent(now) is { } spent) return new GatherFailed(spent, now.Date.AddDays(1) - now);
            _tried[symbol] = now;
            if (shelf.Spend(now, requests: 1, usd: 0) is { } why) return new GatherFailed(why);
            var outcome = await perplexity.PostAsync(Path, ResearchQuestion.About(symbol, terms.Model), ResearchAnswer.Of, cancel);
            if (outcome is Troubled<ResearchAnswer?> { Trouble: var trouble }) return trouble.Failed();
            if (outcome is not Answered<ResearchAnswer?> { Value: { } answer }) return new GatherFailed($"its answer about {symbol} says nothing");
            var found = new Research(symbol, now, answer.Summary, answer.Mood?.Score, answer.IsImportant, answer.Sites);
            if ((answer.CostUsd is > 0 and var usd ? shelf.Spend(now, requests: 0, usd) : null) is { } unpaid) return new GatherFailed(unpaid);
            if (shelf.Put(found) is { } unkept) return new GatherFailed(unkept);
        }
        return new Gathered([.. request.Symbols.Select(shelf.Find).OfType<Research>().Where(found => IsFresh(found, now)).Select(found => Say(found))]);
    }

    /// Two pairs of one coin would be the same question.
    private string? Due(GatherRequest request) => request.Symbols
        .DistinctBy(symbol => symbol.IndexOf('/') is var stroke and > 0 ? symbol[..(stroke + 1)] : symbol, StringComparer.Ordinal)
        .Where(symbol => !(shelf.Find(symbol) is { } found && IsFresh(found, request.AsOf)))
        .OrderBy(symbol => _tried.GetValueOrDefault(symbol)).ThenBy(symbol => shelf.Find(symbol)?.At ?? default).ThenBy(symbol => symbol, StringComparer.Ordinal)
        .FirstOrDefault();

    private bool IsFresh(Research found, DateTime now) => found.At <= now && now - found.At < terms.Lasts;

    private string? Spent(DateTime now)
    {
        var (requests, usd) = shelf.SpentOn(now);
        return requests >= terms.RequestsPerDay ? $"the {terms.RequestsPerDay} questions of a day (RESEARCH_DAILY_REQUESTS) are asked; it goes on at midnight UTC"
            : usd >= (double)terms.UsdPerDay ? string.Create(CultureInfo.InvariantCulture, $"the {terms.UsdPerDay:0.##} US dollars of a day (RESEARCH_DAILY_BUDGET_USD) are spent; it goes on at midnight UTC")
            : null;
    }

    private Evidence Say(Research found)
    {
        const int line = 400;
        var cut = found.Summary.Length <= line ? found.Summary.Length : found.Summary.LastIndexOf(' ', line) is var blank and > 0 ? blank : line;
        var rest = found.Summary[cut..].Trim();
        var sites = found.Sites.Count > 0 ? $"From {string.Join(", ", found.Sites)}." : "It names no page.";
        var mood = found.Mood is { } score ? new Mood(score) : default;
        return new Evidence
        {
            Id = $"research:{found.Symbol}",
            From = new Provenance("Perplexity", found.At),
            Summary = $"{found.Symbol}: {found.Summary[..cut]}{(rest.Length > 0 ? "…" : "")}",
            Detail = rest.Length > 0 ? $"{rest} {sites}" : sites,
            // A model's word for what matters lifts no further than this.
            Severity = found.IsImportant ? Severity.Medium : Severity.Low,
            Confidence = found.Sites.Count > 0 ? Confidence.Medium : Confidence.Low,
            Tags = [new Tag(Tag.Lane, LaneNames.News), new Tag("sentiment", mood.Word), new Tag(Tag.Symbol, found.Symbol)],
            Expires = found.At + terms.Lasts + TimeSpan.FromHours(1),
        };
    }
}
