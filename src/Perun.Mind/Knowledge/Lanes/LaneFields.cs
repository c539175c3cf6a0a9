using System.Globalization;

namespace Perun.Mind.Knowledge.Lanes;

/// A line of a lane's section.
/// <param name="Wanted">What its value is, for whoever wrote something else.</param>
/// <param name="Set">The lane with the value, or null when it can't be one.</param>
internal sealed record LaneField(string Wanted, Func<Lane, string, Lane?> Set);

internal static class LaneFields
{
    private static readonly TimeSpan LongestHalfLife = TimeSpan.FromDays(3650);

    public static IReadOnlyDictionary<string, LaneField> Known { get; } = new Dictionary<string, LaneField>(StringComparer.Ordinal)
    {
        ["name"] = new("a name of at most 60 letters", static (lane, text) => text.Length is > 0 and <= 60 ? lane with { Name = text } : null),
        ["status"] = new("enabled, muted or disabled", static (lane, text) => Status(text) is { } status ? lane with { Status = status } : null),
        ["must-surface"] = new("yes or no", static (lane, text) => YesOrNo(text) is { } must ? lane with { MustSurface = must } : null),
        ["once"] = new("yes or no", static (lane, text) => YesOrNo(text) is { } once ? lane with { TellsOnce = once } : null),
        ["half-life"] = new("a time like 90s, 15m, 6h or 3d", static (lane, text) => Duration(text) is { } time ? lane with { HalfLife = time } : null),
        ["floor"] = new("a share of the note like 10%, 0% to 100%", static (lane, text) => Share(text) is { } share ? lane with { Floor = share } : null),
        ["ceiling"] = new("a share of the note like 40%, above 0% to 100%", static (lane, text) => Share(text) is { } share and > 0 ? lane with { Ceiling = share } : null),
        ["cap"] = new("a number of items, 1 to 1000", static (lane, text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cap) && cap is >= 1 and <= 1000 ? lane with { Cap = cap } : null),
        ["kinds"] = new($"\"all\", or some of {string.Join(", ", Enum.GetNames<KnowledgeKind>())}", static (lane, text) => Kinds(text) is { } kinds ? lane with { Kinds = kinds } : null),
        ["tags"] = new("\"all\", or tags like \"lane:market-data, symbol\"", static (lane, text) => Tags(text) is { } tags ? lane with { Filter = tags } : null),
        ["pins"] = new("\"none\", or objects like \"Evidence:abc, Goal:beat-cash\"", static (lane, text) => Pins(text) is { } pins ? lane with { Pins = pins } : null),
        ["severity"] = Weight(static (weights, value) => weights with { Severity = value }),
        ["confidence"] = Weight(static (weights, value) => weights with { Confidence = value }),
        ["priority"] = Weight(static (weights, value) => weights with { Priority = value }),
        ["recency"] = Weight(static (weights, value) => weights with { Recency = value }),
        ["relevance"] = Weight(static (weights, value) => weights with { Relevance = value }),
        ["pinned"] = new("what a pinned item scores, above 0", static (lane, text) => Number(text) is { } value and > 0 ? lane with { Weights = lane.Weights with { Pinned = value } } : null),
    };

    private static LaneField Weight(Func<LaneWeights, double, LaneWeights> set) =>
        new("a weight of 0 or more", (lane, text) => Number(text) is { } value ? lane with { Weights = set(lane.Weights, value) } : null);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 1_000_000 ? value : null;

    private static LaneStatus? Status(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<LaneStatus>(text, ignoreCase: true, out var status) ? status : null;

    private static bool? YesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => null,
    };

    private static double? Share(string text) => text.EndsWith('%') && Number(text[..^1].TrimEnd()) is { } percent and <= 100 ? percent / 100 : null;

    private static TimeSpan? Duration(string text)
    {
        if (text.Length < 2 || Number(text[..^1].TrimEnd()) is not { } count || count <= 0) return null;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } one && count * one <= LongestHalfLife ? count * one : null;
    }

    private static KnowledgeKind[]? Kinds(string text)
    {
        if (text == "all") return [];
        var kinds = new List<KnowledgeKind>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var plain = word.Replace("-", "").Replace(" ", "");
            if (!plain.All(char.IsAsciiLetter) || !Enum.TryParse<KnowledgeKind>(plain, ignoreCase: true, out var kind)) return null;
            kinds.Add(kind);
        }
        return [.. kinds.Distinct()];
    }

    private static TagMatch[]? Tags(string text)
    {
        if (text == "all") return [];
        var tags = new List<TagMatch>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var colon = word.IndexOf(':');
            if (word.Length == 0 || colon == 0 || colon == word.Length - 1) return null;
            tags.Add(colon < 0 ? new TagMatch(word) : new TagMatch(word[..colon].TrimEnd(), word[(colon + 1)..].TrimStart()));
        }
        return [.. tags];
    }

    private static ObjectKey[]? Pins(string text)
    {
        if (text == "none") return [];
        var pins = new List<ObjectKey>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!ObjectKey.TryParse(word, out var key)) return null;
            pins.Add(key);
        }
        return [.. pins];
    }
}
