namespace Perun.Mind.Sources;

/// The lanes that sources fill, by the names of the default lanes file.
public static class LaneNames
{
    public const string News = "news-sentiment";
    public const string Events = "market-events";
    public const string Market = "market-data";
    public const string Risk = "risk-factors";
    public const string Strategy = "strategy";
    public const string Memory = "memory";
}
