namespace Perun.Core.Names;

/// What a person may have meant.
public static class Nearest
{
    private const int MostSuggestions = 3;

    public static IReadOnlyList<string> To(string typed, IEnumerable<string> known)
    {
        var plain = Plain(typed);
        if (plain.Length is 0 or > 64) return [];
        var allowed = plain.Length switch { <= 3 => 1, <= 8 => 2, _ => 3 };
        return [.. known
            .Select(name => (Name: name, Distance: Distance(plain, Plain(name))))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .Take(MostSuggestions)];
    }

    /// "did you mean a or b?", or nothing.
    public static string? Question(string typed, IEnumerable<string> known) => To(typed, known) is { Count: > 0 } names
        ? $"did you mean {string.Join(" or ", names)}?"
        : null;

    /// BTCUSD is BTC/USD; a word that was begun and not finished is meant, too.
    private static int Distance(string typed, string name) =>
        typed.Length >= 3 && name.StartsWith(typed, StringComparison.Ordinal) ? 1 : Typos.Between(typed, name);

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
