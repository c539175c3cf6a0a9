namespace Perun.Mind.Sources;

/// The sources that know without asking a service, as settings and notices name them.
public static class OwnSources
{
    public const string Technical = "technical";
    public const string Portfolio = "portfolio";
    public const string Clock = "clock";
    public const string Memory = "memory";
    public const string News = "world-news";

    public static IReadOnlyList<string> All { get; } = [Technical, Portfolio, Clock, Memory, News];
}
