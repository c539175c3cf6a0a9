using System.Globalization;
using System.Text.RegularExpressions;

namespace Perun.VenueServers.Models.Minds;

/// A symbol that the question asks to decide: a line like "- AAPL (equity): price 228.1, not held".
internal sealed partial record AskedSymbol(string Symbol, bool IsCrypto, bool IsHeld)
{
    public static IReadOnlyList<AskedSymbol> In(string text)
    {
        var asked = new List<AskedSymbol>();
        foreach (Match line in Lines().Matches(text))
            asked.Add(new AskedSymbol(line.Groups["symbol"].Value, line.Groups["kind"].Value == "crypto", line.Groups["held"].Value.StartsWith("held", StringComparison.Ordinal)));
        return asked;
    }

    /// The moment the question is about: "It is 2026-03-04 15:00:00 UTC".
    public static DateTime? AsOf(string text) =>
        Moment().Match(text) is { Success: true } moment
        && DateTime.TryParseExact(moment.Groups["at"].Value, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    [GeneratedRegex("""^- (?<symbol>[A-Za-z0-9./-]{1,15}) \((?<kind>equity|crypto)\): price [0-9.]+, (?<held>held long|held short|not held)\s*$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Lines();

    [GeneratedRegex("""\bIt is (?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
