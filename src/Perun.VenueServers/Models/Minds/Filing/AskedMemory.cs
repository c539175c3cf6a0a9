using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Perun.VenueServers.Models.Protocols;

namespace Perun.VenueServers.Models.Minds.Filing;

/// A memory that a question asks to organise: an entry of the JSON that stands between the marks around data.
internal sealed partial record AskedMemory(string Id, string Kind, DateTime? At, IReadOnlyList<string> Symbols, string Text, IReadOnlyList<string> Tags, double Importance, IReadOnlyList<string> LinkedTo)
{
    private const string Opens = "<data>";
    private const string Closes = "</data>";

    public bool IsTrade => Kind == "trade";

    public bool IsWin => Tags.Contains("win");

    public string? Symbol => Symbols.Count > 0 ? Symbols[0] : null;

    /// What a trade earned in risks, as its text says; null where it says nothing of it.
    public double? Risks => Number(InRisks().Match(Text));

    /// How long a trade was held, as its text says.
    public TimeSpan? Held => Moments().Matches(Text) is [var opened, var closed, ..] && Moment(opened) is { } from && Moment(closed) is { } to ? to - from : null;

    /// The tag that begins so, without its beginning: what refused a signal, what closed a trade.
    public string? Tagged(string prefix) => Tags.FirstOrDefault(tag => tag.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    /// Null for a question that asks nothing of the kind.
    public static IReadOnlyList<AskedMemory>? In(string text)
    {
        var from = text.IndexOf(Opens, StringComparison.Ordinal) + Opens.Length;
        var to = from < Opens.Length ? -1 : text.IndexOf(Closes, from, StringComparison.Ordinal);
        if (to < 0 || !text.AsSpan(from, to - from).TrimStart().StartsWith("[")) return null;
        try
        {
            using var data = JsonDocument.Parse(text.AsMemory(from, to - from));
            return [.. data.RootElement.EnumerateArray().Select(Of).OfType<AskedMemory>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AskedMemory? Of(JsonElement entry)
    {
        if (Reading.TextOf(entry, "id") is not { Length: > 0 } id || Reading.TextOf(entry, "text") is not { } text) return null;
        var at = DateTime.TryParse(Reading.TextOf(entry, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : (DateTime?)null;
        var importance = entry.TryGetProperty("importance", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetDouble() : 0.5;
        return new AskedMemory(id, Reading.TextOf(entry, "kind") ?? "", at, Texts(entry, "symbols"), WebUtility.HtmlDecode(text), Texts(entry, "tags"), importance,
            [.. Entries(entry, "links").Select(link => Reading.TextOf(link, "to")).OfType<string>()]);
    }

    private static IReadOnlyList<string> Texts(JsonElement entry, string name) => [.. Entries(entry, name).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];

    private static IEnumerable<JsonElement> Entries(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static double? Number(Match match) => match.Success && double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTime? Moment(Match match) =>
        DateTime.TryParseExact(match.Groups["at"].Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    [GeneratedRegex("""(?<number>[+-]?\d{1,6}\.\d) times the risk""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex InRisks();

    [GeneratedRegex("""\((?<at>\d{4}-\d\d-\d\d \d\d:\d\d)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moments();
}
