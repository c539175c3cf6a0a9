using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Perun.VenueServers.Models.Minds;

/// A line of evidence in a note: "- [medium, medium confidence] what is said (source, 2026-03-04 15:00; 2 sources; contradicted by 1)".
internal sealed partial record Report(string Text, string Source, DateTime? At, int Sources, int Contradictions)
{
    public static IEnumerable<Report> In(string text)
    {
        foreach (Match line in Lines().Matches(text))
        {
            var at = DateTime.TryParseExact(line.Groups["at"].Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : (DateTime?)null;
            yield return new Report(WebUtility.HtmlDecode(line.Groups["text"].Value), WebUtility.HtmlDecode(line.Groups["source"].Value), at, Number(line, "sources", 1), Number(line, "against", 0));
        }
    }

    private static int Number(Match line, string name, int otherwise) => int.TryParse(line.Groups[name].Value, out var value) ? Math.Min(value, 100) : otherwise;

    [GeneratedRegex("""^- (\[[^\]\n]{1,60}\] )?(?<text>[^\n]+?)( \((?<source>[^()\n]{0,80}?)(, )?(?<at>\d{4}-\d\d-\d\d \d\d:\d\d)?(; (?<sources>\d{1,6}) sources)?(; contradicted by (?<against>\d{1,6}))?\))?\s*$""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Lines();
}
