using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// What coins cost all over the world, and how that changed. For the reader of a note: no order is priced by it.
internal sealed class CoinQuotes(CoinMarketCapService service) : IKnowledgeSource
{
    private const string Path = "/v2/cryptocurrency/quotes/latest";
    private const int MostCoins = 100;
    private const double MuchInAnHour = 3;
    private const double MuchInADay = 8;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    private readonly CoinIds _ids = new(service);

    public string Name => SourceNames.CoinQuotes;

    public string Lane => LaneNames.Market;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel)
    {
        var book = new SymbolBook(request.Symbols);
        if (book.Coins.Count == 0) return new Gathered([]);
        var known = await _ids.GetAsync(request.AsOf, cancel);
        if (known is Troubled<IReadOnlyDictionary<string, int>> { Trouble: var trouble }) return trouble.Failed();
        var ids = ((Answered<IReadOnlyDictionary<string, int>>)known).Value;
        var coins = book.Coins.Where(ids.ContainsKey).Take(MostCoins).ToDictionary(coin => ids[coin], coin => coin);
        if (coins.Count == 0) return new Gathered([]);
        // By their numbers: tickers are shared by many coins.
        var asked = new Question().With("id", string.Join(',', coins.Keys.Order())).With("convert", "USD");
        return await service.GetAsync(Path, asked, data => Read(data, coins, book, request.AsOf), cancel) switch
        {
            Answered<List<KnowledgeObject>> { Value: var quotes } => new Gathered(quotes),
            Troubled<List<KnowledgeObject>> { Trouble: var later } => later.Failed(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static List<KnowledgeObject> Read(JsonElement? data, Dictionary<int, string> coins, SymbolBook book, DateTime asOf)
    {
        var quotes = new Dictionary<string, KnowledgeObject>(StringComparer.Ordinal);
        foreach (var item in Loose.Values(data, 2 * MostCoins))
        {
            if (CoinMarketCapNumbers.Id(item) is not { } id || !coins.TryGetValue(id, out var coin)) continue;
            if (item.Of("quote").Of("USD") is { } quote && Say(coin, quote, book.PairsOf(coin), asOf) is { } said) quotes.TryAdd(coin, said);
        }
        return [.. quotes.Values];
    }

    /// The words are Perun's own, made of numbers only.
    private static Evidence? Say(string coin, JsonElement quote, IReadOnlyList<string> pairs, DateTime asOf)
    {
        if (quote.Number("price") is not > 0) return null;
        var at = quote.Time("last_updated") is { } updated && updated < asOf ? updated : asOf;
        if (asOf - at > Lasts) return null;
        var (hour, day, week) = (Change("percent_change_1h"), Change("percent_change_24h"), Change("percent_change_7d"));
        var parts = new List<string>(6) { $"{coin} worldwide {CoinMarketCapNumbers.Price(quote.Number("price")!.Value)} USD" };
        if (hour is { } h) parts.Add($"1h {CoinMarketCapNumbers.Percent(h)}");
        if (day is { } d) parts.Add($"24h {CoinMarketCapNumbers.Percent(d)}");
        if (week is { } w) parts.Add($"7d {CoinMarketCapNumbers.Percent(w)}");
        if (quote.Number("volume_24h") is > 0 and var volume)
            parts.Add($"24h volume {CoinMarketCapNumbers.Amount(volume)}{(Change("volume_change_24h") is { } more ? $" ({CoinMarketCapNumbers.Percent(more)})" : "")}");
        var isRemarkable = Math.Abs(hour ?? 0) >= MuchInAnHour || Math.Abs(day ?? 0) >= MuchInADay;
        return new Evidence
        {
            Id = $"{CoinMarketCapService.Name}:quote:{coin}",
            From = new Provenance("CoinMarketCap", at, IsOwn: true),
            Summary = string.Join(", ", parts),
            Severity = isRemarkable ? Severity.High : Severity.Low,
            Confidence = Confidence.Medium,
            Tags = [new Tag(Tag.Lane, LaneNames.Market), .. pairs.Take(20).Select(pair => new Tag(Tag.Symbol, pair))],
            Expires = at + Lasts,
        };

        double? Change(string name) => CoinMarketCapNumbers.Change(quote.Number(name));
    }
}
