using Perun.Adapters.Sources.Alpaca;
using Perun.Adapters.Sources.CoinMarketCap;
using Perun.Adapters.Sources.Perigon;
using Perun.Adapters.Sources.Perplexity;

namespace Perun.Adapters.Sources;

/// Which services may be asked, with what keys, how often, and for how much. Its text shows no key.
public sealed record NetworkSourceSettings
{
    public string? PerigonKey { get; init; }

    public string? CoinMarketCapKey { get; init; }

    public string? PerplexityKey { get; init; }

    public string? AlpacaKey { get; init; }

    public string? AlpacaSecret { get; init; }

    /// The sources that are not asked though they could be.
    public IReadOnlyList<string> Off { get; init; } = [];

    public TimeSpan NewsEvery { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan StoriesEvery { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan CoinsEvery { get; init; } = TimeSpan.FromMinutes(10);

    public int CoinCreditsPerDay { get; init; } = 300;

    public string ResearchModel { get; init; } = "sonar";

    public TimeSpan ResearchLasts { get; init; } = TimeSpan.FromHours(12);

    public int ResearchRequestsPerDay { get; init; } = 24;

    public decimal ResearchUsdPerDay { get; init; } = 0.5m;

    /// The file that keeps what research found; null keeps it only while Perun runs.
    public string? ResearchFile { get; init; }

    public Uri PerigonAddress { get; init; } = PerigonService.Address;

    public Uri CoinMarketCapAddress { get; init; } = CoinMarketCapService.Address;

    public Uri PerplexityAddress { get; init; } = PerplexityResearch.Address;

    public Uri AlpacaAddress { get; init; } = AlpacaNews.Address;

    /// A record prints its properties; this one holds secrets.
    public override string ToString() => $"keys of {string.Join(", ", SourceStanding.Of(this).Where(standing => standing.IsUsable).Select(standing => standing.Service))}";
}
