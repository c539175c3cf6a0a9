using System.Text.RegularExpressions;

namespace Perun.Mind.Masking;

/// Puts invented symbols in the place of instruments' symbols and of the names that give them away, the same for the same instrument
/// throughout. What is well known and not traded in the run is hidden, too: it would tell the company it is compared with.
internal sealed class NameMask
{
    private const string Begins = @"(?<![\p{L}\p{Nd}])";
    private const string Ends = @"(?![\p{L}\p{Nd}])";
    /// No text takes long, but a busy machine may.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, string> _masks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _originals = new(StringComparer.Ordinal);
    private readonly Regex _names;
    private readonly Regex _symbols;
    private readonly Regex _back;

    /// <param name="symbols">Those of the run.</param>
    /// <param name="more">Further names of symbols that a person gave.</param>
    /// <param name="next">Draws from zero up to a bound.</param>
    public NameMask(IReadOnlyList<string> symbols, IReadOnlyDictionary<string, IReadOnlyList<string>> more, Func<int, int> next)
    {
        var assets = symbols.Select(WellKnownNames.AssetOf).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var others = WellKnownNames.All.Keys.Concat(more.Keys.Select(WellKnownNames.AssetOf)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(asset => !assets.Contains(asset, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        Shuffle(assets, next);
        Shuffle(others, next);
        var place = 0;
        foreach (var asset in assets.Concat(others)) _masks[asset] = $"{new string((char)('A' + place % 26), 3)}{++place}";

        var literal = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (asset, mask) in _masks)
        {
            literal.Add(asset.ToUpperInvariant());
            _byName[asset] = mask;
            var given = more.Where(pair => WellKnownNames.AssetOf(pair.Key).Equals(asset, StringComparison.OrdinalIgnoreCase)).SelectMany(pair => pair.Value);
            foreach (var name in WellKnownNames.Of(asset).Concat(given)) _byName.TryAdd(name, mask);
        }
        foreach (var symbol in symbols)
        {
            var masked = Of(symbol);
            _originals[masked] = symbol;
            // Written together, as BTCUSD and BTC-USD.
            foreach (var written in (string[])[symbol, symbol.Replace("/", ""), symbol.Replace('/', '-')])
            {
                _byName[written] = masked;
                literal.Add(written.ToUpperInvariant());
            }
        }
        foreach (var asset in assets) _originals.TryAdd(_masks[asset], asset);
        var spelled = _byName.Keys.Where(name => !literal.Contains(name)).ToList();
        _names = Any(spelled, RegexOptions.IgnoreCase);
        // Symbols are written in capitals, or after a dollar sign; in small letters many are plain words. Those of the run are hidden so, too, where they are long enough.
        var small = symbols.SelectMany(symbol => (string[])[symbol, WellKnownNames.AssetOf(symbol), symbol.Replace("/", "")]).Where(symbol => symbol.Length >= 4).Select(symbol => symbol.ToLowerInvariant());
        _symbols = Any([.. literal, .. small], RegexOptions.None, literal.Select(symbol => symbol.ToLowerInvariant()));
        _back = Any([.. _originals.Keys], RegexOptions.None);
    }

    /// The symbol that stands for a symbol of the run: AAA1, CCC3/USD.
    public string Of(string symbol)
    {
        var asset = WellKnownNames.AssetOf(symbol);
        return _masks[asset] + symbol[asset.Length..];
    }

    public string RealOf(string masked) => _originals[masked];

    public string Hide(string text) => _symbols.Replace(_names.Replace(text, MaskOf), MaskOf);

    public string Show(string text) => _back.Replace(text, found => _originals[found.Value]);

    /// What of the originals stands in a text.
    public IEnumerable<string> Left(string text) => _names.Matches(text).Concat(_symbols.Matches(text)).Select(found => found.Value).Distinct(StringComparer.Ordinal);

    private string MaskOf(Match found) => _byName[found.Value.TrimStart('$')];

    private static Regex Any(IReadOnlyCollection<string> words, RegexOptions options, IEnumerable<string>? afterDollar = null)
    {
        static string Joined(IEnumerable<string> words) => string.Join('|', words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).Select(Regex.Escape));
        var pattern = words.Count == 0 ? "(?!)" : $"{Begins}(?:{Joined(words)}){Ends}";
        if (afterDollar is not null) pattern += $@"|\$(?:{Joined(afterDollar)}){Ends}";
        return new Regex(pattern, options | RegexOptions.CultureInvariant | RegexOptions.Compiled, Patience);
    }

    private static void Shuffle(List<string> list, Func<int, int> next)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = next(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
    }
}
