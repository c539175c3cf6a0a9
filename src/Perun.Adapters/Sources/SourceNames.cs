namespace Perun.Adapters.Sources;

/// The sources that ask over the network, as settings and notices name them.
public static class SourceNames
{
    public const string PerigonArticles = "perigon-articles";
    public const string PerigonStories = "perigon-stories";
    public const string AlpacaNews = "alpaca-news";
    public const string CoinQuotes = "coinmarketcap-quotes";
    public const string CoinMarket = "coinmarketcap-market";
    public const string CoinTrending = "coinmarketcap-trending";
    public const string Research = "perplexity-research";

    public static IReadOnlyList<string> All { get; } = [PerigonArticles, PerigonStories, AlpacaNews, CoinQuotes, CoinMarket, CoinTrending, Research];
}
