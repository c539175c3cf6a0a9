using System.Globalization;
using System.Text.RegularExpressions;

namespace Perun.Mind.Decisions;

/// Finds numbers that a rationale quotes and that stand nowhere in what the model was given: made up, or from memory.
public sealed partial class QuotedNumbers
{
    private const int MostNumbers = 20_000;

    /// In order, so that the nearest is found at once.
    private readonly List<decimal> _known = [];

    /// <param name="context">All the model was given.</param>
    public QuotedNumbers(params ReadOnlySpan<string> context)
    {
        foreach (var text in context)
            foreach (var (_, value, _) in In(text)) _known.Add(value);
        _known.Sort();
    }

    /// Those that are not known, as they were written.
    public IReadOnlyList<string> UnknownIn(string rationale, params ReadOnlySpan<double> own)
    {
        List<string>? unknown = null;
        foreach (var (written, value, places) in In(rationale))
        {
            if (IsKnown(value, places, written.EndsWith('%')) || IsOwn(value, places, own)) continue;
            (unknown ??= []).Add(written);
        }
        return unknown is null ? [] : [.. unknown.Distinct(StringComparer.Ordinal)];
    }

    /// Known as it is, or rounded to as many places as were quoted; a percentage also as the fraction it is.
    private bool IsKnown(decimal value, int places, bool isPercent) =>
        IsNear(value, places) || isPercent && IsNear(value / 100, places + 2);

    private bool IsNear(decimal value, int places)
    {
        var half = 0.5m * Power(-Math.Min(places, 20));
        var at = _known.BinarySearch(value - half);
        if (at < 0) at = ~at;
        return at < _known.Count && _known[at] <= value + half;
    }

    private static bool IsOwn(decimal value, int places, ReadOnlySpan<double> own)
    {
        foreach (var number in own)
            if (Math.Abs((double)value - number) < 0.5 * Math.Pow(10, -places) + 1e-9 || Math.Abs((double)value - 100 * number) < 0.5 + 1e-9) return true;
        return false;
    }

    private static List<(string Written, decimal Value, int Places)> In(string text)
    {
        var numbers = new List<(string, decimal, int)>();
        foreach (var match in Numbers().EnumerateMatches(text))
        {
            if (numbers.Count == MostNumbers) break;
            var written = text.Substring(match.Index, match.Length);
            var plain = written.TrimEnd('%', ' ').Replace(",", "", StringComparison.Ordinal);
            if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) continue;
            var point = plain.IndexOf('.', StringComparison.Ordinal);
            numbers.Add((written, value, point < 0 ? 0 : plain.Length - point - 1));
        }
        return numbers;
    }

    private static decimal Power(int exponent)
    {
        var power = 1m;
        for (; exponent < 0; exponent++) power /= 10;
        return power;
    }

    /// Digits, with thousands separators or without, not within a word: SMA20 is a name, and so is Q3.
    [GeneratedRegex("""(?<![\p{L}\p{Nd}_.,])([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?( ?%)?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbers();
}
