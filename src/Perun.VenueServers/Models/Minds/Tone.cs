namespace Perun.VenueServers.Models.Minds;

/// How a report reads: good or bad for what it is about, believable or not, ahead of the move or behind it.
internal static class Tone
{
    private static readonly string[] Good =
    [
        "raises full-year", "raises guidance", "raised its forecast", "lifts outlook", "guidance raised", "wins ", "signs multi-year", "contract worth", "award to", "beats", "tops forecasts", "tops estimates",
        "margins widen", "ahead of consensus", "earned more", "more than analysts", "upgrades", "upgraded", "sees upside", "turns positive", "buyback", "repurchase", "buy back shares", "inflows",
        "take in $", "took in $", "upgrade activates", "upgrade of", "goes live", "is live", "succeeds", "adds ", "wins approval", "gain access", "end to rate rises", "turn cautious", "hint at cuts",
        "no need for further", "inflation cools", "rise less", "rose less", "falls short of forecasts", "a relief", "record cash", "surges", "soars", "rallies",
    ];

    private static readonly string[] Bad =
    [
        "cuts full-year", "cuts guidance", "lowered its forecast", "lowers outlook", "warns on profit", "guidance cut", "weaker than planned", "probe", "investigation", "possible penalty", "misses",
        "short of consensus", "disappoints", "costs climb", "less than analysts", "downgrades", "downgraded", "turns negative", "cut its target", "sees downside", "halts", "recall", "defect", "stopped shipments",
        "hacked", "hackers", "drain", "stolen", "lost to attackers", "to attackers", "new restrictions", "moves against", "outage", "blocks stop", "offline", "further rate rises", "hawkish", "surprise increase",
        "another increase", "inflation climbs", "rise faster", "rose faster", "exceeds every forecast", "a blow", "pressure on", "plunges", "slumps", "bankrupt",
    ];

    private static readonly string[] Doubtful =
        ["rumour", "rumor", "unconfirmed", "talk on the board", "hearing that", "could not be confirmed", "reportedly", "speculation"];

    private static readonly string[] Late =
        ["recap:", "why it moved", "after the move", "% after:", "had already moved", "shares moved", "price moved"];

    /// Above zero good, below bad, zero where it says neither or both.
    public static int Of(string text) => Math.Sign(Good.Count(text.Contains) - Bad.Count(text.Contains));

    /// From 0, not to be used, to 1.
    public static double Weight(string text) => Array.Exists(Doubtful, text.Contains) || Array.Exists(Late, text.Contains) ? 0 : 1;
}
