using Perun.Adapters.Sources;
using Perun.Core.Bars;
using Perun.Mind.Sources;

namespace Perun.Configuration;

/// Settings that hold several values, separated by commas. Blanks around them and a repeated value do no harm.
internal static class Lists
{
    public const int MostSymbols = 200;

    public static ValueKind<UniverseWish> Symbols { get; } =
        new ReadBy<UniverseWish>($"symbols separated by commas, like AAPL,BTC/USD, or auto:1 to auto:{MostSymbols}", ReadUniverse);

    public static ValueKind<IReadOnlyList<Timeframe>> TrendTimeframes { get; } =
        new ReadBy<IReadOnlyList<Timeframe>>("none, or some of 1h, 4h, 1d separated by commas", ReadTimeframes);

    public static ValueKind<IReadOnlyList<string>> Sources { get; } =
        new ReadBy<IReadOnlyList<string>>($"none, or some of {string.Join(", ", SourceNames.All.Concat(OwnSources.All))} separated by commas", ReadSources);

    private static (bool, IReadOnlyList<string>?, string?) ReadSources(string text)
    {
        if (string.Equals(text, "none", StringComparison.OrdinalIgnoreCase)) return (true, [], null);
        var chosen = Parts(text).Select(part => part.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray();
        var odd = Array.Find(chosen, name => !SourceNames.All.Contains(name) && !OwnSources.All.Contains(name));
        return odd is null ? (true, chosen, null) : (false, null, $"\"{odd}\" is none of them");
    }

    private static (bool, UniverseWish?, string?) ReadUniverse(string text)
    {
        const string auto = "auto:";
        if (text.StartsWith(auto, StringComparison.OrdinalIgnoreCase))
        {
            var isCount = int.TryParse(text.AsSpan(auto.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= MostSymbols;
            return isCount ? (true, new UniverseWish([], most), null) : (false, null, "");
        }
        var (isRead, symbols, complaint) = ReadSymbols(text);
        return (isRead, isRead ? new UniverseWish(symbols!, null) : null, complaint);
    }

    private static (bool, IReadOnlyList<string>?, string?) ReadSymbols(string text)
    {
        var symbols = Parts(text).Select(part => part.ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToArray();
        if (symbols.Length == 0) return (false, null, "it names no symbol");
        if (symbols.Length > MostSymbols) return (false, null, $"it names {symbols.Length} symbols, and {MostSymbols} are the most");
        var odd = Array.Find(symbols, symbol => !IsSymbol(symbol));
        return odd is null ? (true, symbols, null) : (false, null, $"\"{odd}\" can't be a symbol");
    }

    private static (bool, IReadOnlyList<Timeframe>?, string?) ReadTimeframes(string text)
    {
        if (string.Equals(text, "none", StringComparison.OrdinalIgnoreCase)) return (true, [], null);
        var chosen = new SortedSet<Timeframe>();
        foreach (var part in Parts(text))
        {
            if (!Timeframe.TryParse(part, out var timeframe) || (timeframe != Timeframe.H1 && timeframe != Timeframe.H4 && timeframe != Timeframe.D1))
                return (false, null, $"\"{part}\" is none of them");
            chosen.Add(timeframe);
        }
        return (true, [.. chosen], null);
    }

    private static string[] Parts(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// AAPL, BRK.B, BTC/USD: up to 15 letters, digits, dots and hyphens, with at most one stroke inside.
    private static bool IsSymbol(string text)
    {
        if (text.Length is 0 or > 15 || text.AsSpan().Count('/') > 1 || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1])) return false;
        return text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '/');
    }
}
