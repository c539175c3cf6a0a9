using Perun.Adapters.Sources.Alpaca;
using Perun.Adapters.Sources.CoinMarketCap;
using Perun.Adapters.Sources.Perigon;
using Perun.Adapters.Sources.Perplexity;
using Perun.Adapters.Sources.Services;
using Perun.Mind.Sources;

namespace Perun.Adapters.Sources;

/// A source with how often it is asked: what a desk is given.
public sealed record PacedSource(IKnowledgeSource Source, SourceSettings Pace);

/// The sources that the keys allow. They speak of the world as it is now, so they belong to a desk whose clock is the real one;
/// each asks the network only when the desk asks it.
public sealed class NetworkSources : IDisposable
{
    private readonly List<ServiceClient> _clients = [];
    private readonly List<PacedSource> _sources = [];

    private NetworkSources()
    {
    }

    public IReadOnlyList<PacedSource> Sources => _sources;

    /// <exception cref="ArgumentException">An address would carry a key in the clear.</exception>
    public static NetworkSources From(NetworkSourceSettings settings, TimeProvider clock)
    {
        var made = new NetworkSources();
        foreach (var standing in SourceStanding.Of(settings).Where(standing => standing.IsUsable)) made.Add(standing, settings, clock);
        return made;
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    private void Add(SourceStanding standing, NetworkSourceSettings settings, TimeProvider clock)
    {
        switch (standing.Service)
        {
            case SourceStanding.Perigon:
                var perigon = Keep(PerigonService.Client(settings.PerigonAddress, settings.PerigonKey!, clock));
                Add(new PerigonArticles(perigon), settings, settings.NewsEvery);
                Add(new PerigonStories(perigon), settings, settings.StoriesEvery);
                break;
            case SourceStanding.Alpaca:
                Add(new AlpacaNews(Keep(AlpacaNews.Client(settings.AlpacaAddress, settings.AlpacaKey!, settings.AlpacaSecret!, clock))), settings, settings.NewsEvery);
                break;
            case SourceStanding.CoinMarketCap:
                var coins = new CoinMarketCapService(
                    Keep(CoinMarketCapService.Client(settings.CoinMarketCapAddress, settings.CoinMarketCapKey!, clock)), new CreditMeter(settings.CoinCreditsPerDay), clock);
                Add(new CoinQuotes(coins), settings, settings.CoinsEvery);
                // What concerns all coins moves slowly, and credits are few.
                Add(new CoinMarket(coins), settings, 3 * settings.CoinsEvery);
                Add(new CoinTrending(coins), settings, 6 * settings.CoinsEvery);
                break;
            case SourceStanding.Perplexity:
                var terms = new ResearchTerms(settings.ResearchModel, settings.ResearchLasts, settings.ResearchRequestsPerDay, settings.ResearchUsdPerDay);
                var research = new PerplexityResearch(Keep(PerplexityResearch.Client(settings.PerplexityAddress, settings.PerplexityKey!, clock)), terms, new ResearchShelf(settings.ResearchFile));
                // One symbol each time; what is still fresh costs nothing.
                Add(research, settings, TimeSpan.FromMinutes(2), staleAfter: settings.ResearchLasts);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private ServiceClient Keep(ServiceClient client)
    {
        _clients.Add(client);
        return client;
    }

    private void Add(IKnowledgeSource source, NetworkSourceSettings settings, TimeSpan every, TimeSpan? staleAfter = null) => _sources.Add(new PacedSource(source, new SourceSettings
    {
        IsOn = !settings.Off.Contains(source.Name),
        Every = every,
        MostCalls = 6,
        CallWindow = TimeSpan.FromMinutes(1),
        FirstPause = TimeSpan.FromSeconds(30),
        LongestPause = TimeSpan.FromMinutes(30),
        StaleAfter = staleAfter,
    }));
}
