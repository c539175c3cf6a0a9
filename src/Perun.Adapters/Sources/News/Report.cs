using System.Security.Cryptography;
using System.Text;
using Perun.Core.News;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.News;

/// A piece of news as a service tells it, before it is evidence. All of its words are others'.
/// <param name="Service">Who passed it on: "perigon", "alpaca".</param>
/// <param name="Publisher">Who wrote it, where that is known.</param>
internal sealed record Report(string Service, string Id, string? Publisher, string? Headline, string? Body, IReadOnlyList<string> Symbols)
{
    public const int MostHeadline = 500;
    public const int MostBody = 2_000;

    private const int Several = 8;
    private const int Many = 20;

    /// What is older than this when it comes is no news.
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    /// When it says it was published.
    public DateTime? Published { get; init; }

    /// When the service had it.
    public DateTime? Added { get; init; }

    public Mood? Mood { get; init; }

    public bool IsOpinion { get; init; }

    /// How many publishers tell it, where that is known: what few tell matters less, whatever it sounds like.
    public int? Voices { get; init; }

    /// Null for what says nothing or is too old.
    public Evidence? ToEvidence(DateTime asOf)
    {
        var headline = PlainText.Of(Headline, MostHeadline);
        var at = At(asOf);
        if (headline.Length == 0 || at < asOf - Lasts) return null;
        var evidence = NewsEvidence.Of(new NewsItem(KeyOf(Id), PublisherName(), at, asOf, headline, PlainText.Of(Body, MostBody), Symbols));
        return evidence with
        {
            Id = $"{Service}:{KeyOf(Id)}",
            Severity = Voices is { } voices ? WeightOf(voices) : Mood is { } mood && mood.Severity > evidence.Severity ? mood.Severity : evidence.Severity,
            Confidence = IsOpinion ? Confidence.Low : Voices >= Several && evidence.Confidence == Confidence.Medium ? Confidence.High : evidence.Confidence,
            Tags = Mood is { } rated
                ? [.. evidence.Tags.Where(tag => tag.Key != "sentiment"), new Tag("sentiment", rated.Word), new Tag("sentiment-score", $"{rated.Score:+0.00;-0.00;0.00}")]
                : evidence.Tags,
            Expires = at + Lasts,
        };
    }

    private static Severity WeightOf(int voices) => voices >= Many ? Severity.High : voices >= Several ? Severity.Medium : Severity.Low;

    /// The earlier of what the piece and the service say, and never later than now: old news that comes late is old, and a date
    /// in the future gains nothing.
    private DateTime At(DateTime asOf)
    {
        var at = asOf;
        if (Added < at) at = Added.Value;
        if (Published < at) at = Published.Value;
        return at;
    }

    /// Ids come from outside too: one with odd letters becomes its hash.
    private static string KeyOf(string id) =>
        id.Length is > 0 and <= 100 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? id
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));

    private string PublisherName()
    {
        var name = string.Concat((Publisher ?? "").Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or ' ').Take(60)).Trim();
        return name.Length > 0 ? name : Service;
    }
}
