using Perun.Adapters.Access;
using Perun.Adapters.Sources.Alpaca;
using Perun.Adapters.Sources.CoinMarketCap;
using Perun.Adapters.Sources.Perigon;
using Perun.Adapters.Sources.Perplexity;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources;

/// How a service stands by its settings alone: nothing is asked.
/// <param name="All">The sources of it.</param>
/// <param name="Sources">Those that are on.</param>
/// <param name="Missing">The settings that it would need; empty where it has them.</param>
/// <param name="Wrong">What makes it unusable; null where nothing does.</param>
public sealed record SourceStanding(string Service, IReadOnlyList<string> All, IReadOnlyList<string> Sources, IReadOnlyList<string> Missing, string? Wrong)
{
    internal const string Perigon = PerigonService.Name;
    internal const string Alpaca = "alpaca";
    internal const string CoinMarketCap = CoinMarketCapService.Name;
    internal const string Perplexity = "perplexity";

    /// The lane that is poorer without it.
    public string LaneOf(string source) => source switch
    {
        SourceNames.PerigonStories or SourceNames.CoinMarket or SourceNames.CoinTrending => LaneNames.Events,
        SourceNames.CoinQuotes => LaneNames.Market,
        _ => LaneNames.News,
    };

    public bool IsUsable => Missing.Count == 0 && Wrong is null;

    public static IReadOnlyList<SourceStanding> Of(NetworkSourceSettings settings) =>
    [
        Of(Perigon, settings, settings.PerigonAddress, [SourceNames.PerigonArticles, SourceNames.PerigonStories], (PerigonService.KeySetting, settings.PerigonKey)),
        Of(Alpaca, settings, settings.AlpacaAddress, [SourceNames.AlpacaNews], (AlpacaNews.KeySetting, settings.AlpacaKey), (AlpacaNews.SecretSetting, settings.AlpacaSecret)),
        Of(CoinMarketCap, settings, settings.CoinMarketCapAddress, [SourceNames.CoinQuotes, SourceNames.CoinMarket, SourceNames.CoinTrending], (CoinMarketCapService.KeySetting, settings.CoinMarketCapKey)),
        Of(Perplexity, settings, settings.PerplexityAddress, [SourceNames.Research], (PerplexityResearch.KeySetting, settings.PerplexityKey)),
    ];

    private static SourceStanding Of(string service, NetworkSourceSettings settings, Uri address, string[] sources, params (string Setting, string? Key)[] keys)
    {
        var missing = keys.Where(key => string.IsNullOrEmpty(key.Key)).Select(key => key.Setting).ToArray();
        var wrong = keys.Where(key => !string.IsNullOrEmpty(key.Key)).Select(key => Credential.WhyNot(key.Key!) is { } why ? $"{key.Setting} can't be a key: {why}" : null).FirstOrDefault(why => why is not null)
            ?? (missing.Length > 0 && missing.Length < keys.Length ? $"{keys.First(key => !missing.Contains(key.Setting)).Setting} is set but {missing[0]} is missing" : null)
            ?? (ServiceAddress.WhyNot(address) is { } refused ? $"the address of {service} can't be used: {refused}" : null);
        return new SourceStanding(service, sources, [.. sources.Where(source => !settings.Off.Contains(source))], missing, wrong);
    }
}
