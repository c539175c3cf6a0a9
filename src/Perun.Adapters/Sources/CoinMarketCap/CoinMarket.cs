using System.Text.Json;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Knowledge;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// The market of all coins in one line: what it is worth, how that changed, and how much of it is Bitcoin.
internal sealed class CoinMarket(CoinMarketCapService service) : IKnowledgeSource
{
    private const string Path = "/v1/global-metrics/quotes/latest";
    private const double MuchInADay = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(6);

    public string Name => SourceNames.CoinMarket;

    public string Lane => LaneNames.Events;

    public async ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel) =>
        await service.GetAsync(Path, new Question().With("convert", "USD"), data => Say(data, request.AsOf), cancel) switch
        {
            Answered<Evidence?> { Value: { } said } => new Gathered([said]),
            Answered<Evidence?> => new GatherFailed("its answer holds none of the numbers that it is asked for"),
            Troubled<Evidence?> { Trouble: var trouble } => trouble.Failed(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Evidence? Say(JsonElement? data, DateTime asOf)
    {
        var quote = data.Of("quote").Of("USD");
        var change = CoinMarketCapNumbers.Change(quote.Number("total_market_cap_yesterday_percentage_change"));
        var parts = new List<string>(4);
        if (quote.Number("total_market_cap") is > 0 and var worth) parts.Add($"worth {CoinMarketCapNumbers.Amount(worth)} USD{(change is { } percent ? $" ({CoinMarketCapNumbers.Percent(percent)} in a day)" : "")}");
        if (quote.Number("total_volume_24h") is > 0 and var volume) parts.Add($"24h volume {CoinMarketCapNumbers.Amount(volume)}");
        if (data.Number("btc_dominance") is >= 0 and <= 100 and var bitcoin) parts.Add($"Bitcoin {bitcoin:0.0}% of it");
        if (data.Number("eth_dominance") is >= 0 and <= 100 and var ether) parts.Add($"Ethereum {ether:0.0}%");
        if (parts.Count == 0) return null;
        var at = data is { } all && all.Time("last_updated") is { } updated && updated < asOf ? updated : asOf;
        return new Evidence
        {
            Id = $"{CoinMarketCapService.Name}:market",
            From = new Provenance("CoinMarketCap", at, IsOwn: true),
            Summary = $"All coins together: {string.Join(", ", parts)}",
            Severity = Math.Abs(change ?? 0) >= MuchInADay ? Severity.High : Severity.Low,
            Confidence = Confidence.Medium,
            Tags = [new Tag(Tag.Lane, LaneNames.Events)],
            Expires = at + Lasts,
        };
    }
}
