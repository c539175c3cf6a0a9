using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// The coins that people look at most. Anyone can name a coin as he likes, so only tickers are told, and they count as others' words.
internal sealed class CoinTrending(CoinMarketCapService service) : IKnowledgeSource
{
    private const string Path = "/v1/cryptocurrency/trending/latest";
    private const int Told = 10;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(6);

    public string Name => SourceNames.CoinTrending;

    public string Lane => LaneNames.Events;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel) =>
        await service.GetAsync(Path, new Question().With("limit", $"{Told}"), Read, cancel) switch
        {
            Answered<List<string>> { Value: var tickers } => new Gathered(tickers.Count == 0 ? [] : [Say(tickers, new SymbolBook(request.Symbols), request.AsOf)]),
            Troubled<List<string>> { Trouble: var trouble } => trouble.Failed(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static List<string> Read(JsonElement? data) =>
    [
        .. Loose.Items(data, 100).Select(item => item.Text("symbol")).OfType<string>()
            .Where(ticker => ticker.Length <= 12 && ticker.All(char.IsAsciiLetterOrDigit)).Select(ticker => ticker.ToUpperInvariant()).Distinct(StringComparer.Ordinal).Take(Told),
    ];

    private static Evidence Say(List<string> tickers, SymbolBook book, DateTime asOf)
    {
        var ours = tickers.SelectMany(book.PairsOf).Distinct(StringComparer.Ordinal).ToArray();
        return new Evidence
        {
            Id = $"{CoinMarketCapService.Name}:trending",
            From = new Provenance("CoinMarketCap", asOf),
            Summary = $"Coins looked at most: {string.Join(", ", tickers)}",
            Severity = ours.Length > 0 ? Severity.Medium : Severity.Low,
            Confidence = Confidence.Low,
            Tags = [new Tag(Tag.Lane, LaneNames.Events), .. ours.Take(20).Select(pair => new Tag(Tag.Symbol, pair))],
            Expires = asOf + Lasts,
        };
    }
}
