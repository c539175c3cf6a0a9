namespace Perun.Adapters.Sources.News;

/// Perun's symbols by the names that services have for them. An equity and a coin may share letters (SOL is both), so tickers of
/// companies are looked up among equities only, and coins by their names and pairs.
internal sealed class SymbolBook
{
    private const int MostLooked = 4_000;

    private readonly Dictionary<string, string> _equities = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _pairs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _coins = new(StringComparer.OrdinalIgnoreCase);

    public SymbolBook(IEnumerable<string> symbols)
    {
        foreach (var symbol in symbols.Distinct(StringComparer.Ordinal))
        {
            if (symbol.IndexOf('/') is var stroke and > 0)
            {
                _pairs[symbol.Replace("/", "")] = symbol;
                var asset = symbol[..stroke].ToUpperInvariant();
                if (!_coins.TryGetValue(asset, out var pairs)) _coins.Add(asset, pairs = []);
                pairs.Add(symbol);
            }
            else _equities[Plain(symbol)] = symbol;
        }
    }

    public IReadOnlyList<string> Equities => [.. _equities.Values.Order(StringComparer.Ordinal)];

    /// What the coins are called on an exchange: BTC, ETH.
    public IReadOnlyList<string> Coins => [.. _coins.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> PairsOf(string coin) => _coins.TryGetValue(coin, out var pairs) ? pairs : [];

    /// AAPL, NASDAQ:AAPL, BRK-B and BRK.B; null where it is nothing of interest.
    public string? OfCompany(string? ticker) =>
        ticker is { Length: > 0 and < 40 } && _equities.TryGetValue(Plain(ticker[(ticker.IndexOf(':') + 1)..]), out var symbol) ? symbol : null;

    /// AAPL, BTCUSD, BTC/USD and BTC-USD.
    public string? OfInstrument(string? name) =>
        name is not { Length: > 0 and < 40 } ? null
        : _pairs.TryGetValue(name.Replace("/", "").Replace("-", ""), out var pair) ? pair
        : OfCompany(name);

    /// The pairs of every coin that a text names. Names in capitals count only where they are written so.
    public IReadOnlyList<string> CoinsIn(string text)
    {
        if (_coins.Count == 0) return [];
        if (text.Length > MostLooked) text = text[..MostLooked];
        var left = text.ToCharArray();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, asset) in CoinNames.All)
        {
            var comparison = name.Any(char.IsLower) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            for (var from = 0; left.AsSpan(from).IndexOf(name, comparison) is var at and >= 0; from += at + name.Length)
            {
                var start = from + at;
                if (!IsWord(left, start, name.Length)) continue;
                // What a longer name has taken is not looked at again.
                left.AsSpan(start, name.Length).Fill('\u0001');
                found.UnionWith(PairsOf(asset));
            }
        }
        return [.. found];
    }

    private static bool IsWord(ReadOnlySpan<char> text, int start, int length) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]));

    private static string Plain(string ticker) => ticker.Trim().Replace('-', '.').Replace(' ', '.');
}
