using System.Text.Json;
using Perun.Adapters.Sources.Services;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// The service's own numbers for coins: many coins share a ticker, and the one with the best rank is meant. Asked for once a day.
internal sealed class CoinIds(CoinMarketCapService service)
{
    private const string Path = "/v1/cryptocurrency/map";
    private const int MostCoins = 2_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    private Dictionary<string, int> _ids = [];
    private DateTime? _read;

    public async Task<ServiceOutcome<IReadOnlyDictionary<string, int>>> GetAsync(DateTime asOf, CancellationToken cancel)
    {
        if (_read is not { } read || asOf - read >= Lasts)
        {
            var asked = new Question().With("listing_status", "active").With("sort", "cmc_rank").With("limit", $"{MostCoins}");
            var outcome = await service.GetAsync(Path, asked, Read, cancel);
            if (outcome is Troubled<Dictionary<string, int>> { Trouble: var trouble })
            {
                // A map of yesterday is as good; without any there is nothing to ask for.
                if (_ids.Count == 0) return new Troubled<IReadOnlyDictionary<string, int>>(trouble);
            }
            else (_ids, _read) = (((Answered<Dictionary<string, int>>)outcome).Value, asOf);
        }
        return new Answered<IReadOnlyDictionary<string, int>>(_ids);
    }

    private static Dictionary<string, int> Read(JsonElement? data)
    {
        var ids = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var ranked = Loose.Items(data, MostCoins)
            .Select(item => (Symbol: item.Text("symbol"), Id: CoinMarketCapNumbers.Id(item), Rank: item.Number("rank") ?? double.MaxValue, IsActive: item.Number("is_active") != 0))
            .OrderBy(coin => coin.Rank);
        foreach (var coin in ranked)
            if (coin is { Symbol: { Length: < 40 } symbol, Id: { } id, IsActive: true }) ids.TryAdd(symbol, id);
        return ids;
    }
}
