using System.Security.Cryptography;
using System.Text;
using Perun.Core.News;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Likeness;

namespace Perun.Mind.Sources;

/// News that comes by itself, as the simulated world's does: it waits here until the desk asks.
public sealed class NewsSource(string name = OwnSources.News) : IKnowledgeSource
{
    /// When more wait, the oldest make room.
    public const int MostWaiting = 1_000;

    private readonly Queue<NewsItem> _waiting = new();

    public string Name => name;

    public string Lane => LaneNames.News;

    public bool IsWaiting => _waiting.Count > 0;

    public void See(NewsItem item)
    {
        if (_waiting.Count == MostWaiting) _waiting.Dequeue();
        _waiting.Enqueue(item);
    }

    public ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var objects = new List<KnowledgeObject>(_waiting.Count);
        while (_waiting.TryPeek(out var item) && item.Received <= request.AsOf) objects.Add(NewsEvidence.Of(_waiting.Dequeue()));
        return ValueTask.FromResult<Gathering>(new Gathered(objects));
    }
}

/// A piece of news as evidence: what is about few instruments is news of theirs, what is about none or many is an event of the market.
public static class NewsEvidence
{
    private const int ManySymbols = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(3);
    private static readonly string[] Doubts = ["rumour", "rumor", "unconfirmed", "hearing that", "talk on", "reportedly", "speculation", "could not be confirmed"];

    public static Evidence Of(NewsItem item)
    {
        var isBroad = item.Symbols.Count is 0 or >= ManySymbols;
        var mood = Fingerprint.Of(item.Headline).Direction;
        var isDoubted = Array.Exists(Doubts, doubt => item.Headline.Contains(doubt, StringComparison.OrdinalIgnoreCase) || item.Body.Contains(doubt, StringComparison.OrdinalIgnoreCase));
        return new Evidence
        {
            Id = IdOf(item),
            From = new Provenance(item.Source, item.Published) { Available = item.Received },
            Summary = item.Headline,
            Detail = item.Body.Length == 0 ? null : item.Body,
            Severity = isBroad ? Severity.High : mood == 0 ? Severity.Low : Severity.Medium,
            Confidence = isDoubted ? Confidence.Low : Confidence.Medium,
            Tags =
            [
                new Tag(Tag.Lane, isBroad ? LaneNames.Events : LaneNames.News),
                new Tag("sentiment", mood > 0 ? "positive" : mood < 0 ? "negative" : "neutral"),
                .. item.Symbols.Where(symbol => symbol.Length is > 0 and <= 40).Distinct(StringComparer.Ordinal).Take(20).Select(symbol => new Tag(Tag.Symbol, symbol)),
            ],
            Expires = item.Received + Lasts,
        };
    }

    /// The source's identity where it is usable, else the hash of what it says.
    private static string IdOf(NewsItem item)
    {
        var id = $"news:{item.Source}:{item.Id}";
        if (item.Id.Length > 0 && id.Length <= Door.MostIdLetters && Door.Clean(id, Door.MostIdLetters) == id) return id;
        return $"news:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Source}\n{item.Id}\n{item.Headline}")))}";
    }
}
