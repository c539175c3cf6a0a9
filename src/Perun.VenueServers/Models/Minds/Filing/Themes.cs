namespace Perun.VenueServers.Models.Minds.Filing;

/// What a memory is about, by the words in it.
internal static class Themes
{
    private static readonly (string Theme, string[] Words)[] Known =
    [
        ("earnings", ["earnings", "quarter", "guidance", "full-year", "forecast for the year", "outlook", "consensus", "margins"]),
        ("ratings", ["upgrades", "downgrades", "upgraded", "downgraded", "sees upside", "sees downside", "price target"]),
        ("orders-won", ["contract", "award", "signs multi-year"]),
        ("regulation", ["probe", "investigation", "penalty", "restrictions", "approval", "regulator"]),
        ("security", ["hacked", "hackers", "attackers", "stolen", "drain"]),
        ("defects", ["recall", "defect", "outage", "halts"]),
        ("rates", ["inflation", "central bank", "rate-setters", "policy makers", "rate rises"]),
        ("flows", ["inflows", "buyback", "repurchase", "buy back"]),
        ("network", ["upgrade activates", "goes live", "is live", "blocks stop"]),
        ("rumour", ["rumour", "rumor", "unconfirmed", "talk on the board", "hearing that"]),
        ("chart", ["rsi1", "macd", "sma2", "ema2", "crossed", "oversold", "overbought"]),
    ];

    public static IReadOnlyList<string> Of(string text) =>
        [.. Known.Where(one => one.Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(one => one.Theme)];
}
