using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Feeds by the letters of their symbols as they come over the wire.
internal sealed class FeedTable
{
    private const int LongestSymbol = 64;

    private readonly Dictionary<string, MarketFeed> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MarketFeed>.AlternateLookup<ReadOnlySpan<char>> _byLetters;

    public FeedTable() => _byLetters = _feeds.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyCollection<MarketFeed> All => _feeds.Values;

    public int Count => _feeds.Count;

    public void Add(MarketFeed feed) => _feeds[feed.Symbol] = feed;

    public void Remove(string symbol) => _feeds.Remove(symbol);

    public bool TryFind(string symbol, [NotNullWhen(true)] out MarketFeed? feed) => _feeds.TryGetValue(symbol, out feed);

    public bool TryFind(ReadOnlySpan<byte> symbol, [NotNullWhen(true)] out MarketFeed? feed)
    {
        feed = null;
        if (symbol.Length is 0 or > LongestSymbol) return false;
        Span<char> letters = stackalloc char[LongestSymbol];
        return Encoding.UTF8.TryGetChars(symbol, letters, out var count) && _byLetters.TryGetValue(letters[..count], out feed);
    }
}
