using Perun.Adapters.Sources;
using Perun.Adapters.Venues.Alpaca;

namespace Perun.Configuration;

/// Whether services are asked for news, quotes and research.
public enum NetworkChoice
{
    /// Where prices are real, so are they; in a simulated world they would be of another one.
    ByMode,
    On,
    Off,
}

/// The services that fill lanes, as they are set.
internal static class NetworkSettings
{
    public static NetworkSourceSettings From(SettingsReading reading, string dataFolder) => new()
    {
        PerigonKey = Key(reading, KnownSettings.PerigonKey),
        AlpacaKey = Key(reading, KnownSettings.AlpacaKey),
        AlpacaSecret = Key(reading, KnownSettings.AlpacaSecret) ?? Key(reading, KnownSettings.AlpacaSecretToo),
        // Who trades at another address hears that one's news: those of the true Alpaca would be of another world.
        AlpacaAddress = AlpacaHosts.DataOf(VenueSettings.Address(reading, KnownSettings.AlpacaAddress), VenueSettings.Address(reading, KnownSettings.AlpacaDataAddress)),
        CoinMarketCapKey = Key(reading, KnownSettings.CoinMarketCapKey),
        PerplexityKey = Key(reading, KnownSettings.PerplexityKey),
        Off = reading.Get(KnownSettings.SourcesOff),
        NewsEvery = reading.Get(KnownSettings.NewsPoll),
        StoriesEvery = reading.Get(KnownSettings.StoriesPoll),
        CoinsEvery = reading.Get(KnownSettings.CoinsPoll),
        CoinCreditsPerDay = reading.Get(KnownSettings.CoinCredits),
        ResearchModel = reading.Get(KnownSettings.ResearchModel),
        ResearchLasts = reading.Get(KnownSettings.ResearchLasts),
        ResearchRequestsPerDay = reading.Get(KnownSettings.ResearchRequests),
        ResearchUsdPerDay = reading.Get(KnownSettings.ResearchBudget),
        ResearchFile = Path.Combine(dataFolder, "research.json"),
    };

    private static string? Key(SettingsReading reading, Setting<string> setting) => reading.TryGet(setting, out var key) ? key : null;
}
