using Perun.Adapters.Sources;
using Perun.Configuration;
using Perun.Facts;

namespace Perun.Minds;

/// Which of the services' sources are asked here, and why the others are not.
internal static class SourceRoster
{
    /// Every source that is not asked, with the reason.
    public static IReadOnlyList<SourceFact> Absent(PerunSettings settings)
    {
        var absent = new List<SourceFact>();
        foreach (var standing in SourceStanding.Of(settings.Sources))
            foreach (var source in standing.All)
                if (WhyNot(standing, source, settings) is { } why) absent.Add(new SourceFact(source, standing.LaneOf(source), IsOn: false, null, null, null, 0, 0, 0) { Why = why });
        return absent;
    }

    /// Null where the service's sources are asked.
    public static string? WhyNone(PerunSettings settings) => (settings.NetworkSources, settings.Mode) switch
    {
        (NetworkChoice.On, _) => null,
        (NetworkChoice.Off, _) => "NETWORK_SOURCES is off",
        // Its news would be of another world, and of another time.
        (NetworkChoice.ByMode, TradingMode.Simulated) => "in simulated mode the world makes the news (NETWORK_SOURCES=on asks all the same)",
        (NetworkChoice.ByMode, _) => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? WhyNot(SourceStanding standing, string source, PerunSettings settings) =>
        standing.Wrong is { } wrong ? wrong
        : standing.Missing.Count > 0 ? $"{string.Join(" and ", standing.Missing)} not set"
        : !standing.Sources.Contains(source) ? "it is in SOURCES_OFF"
        : WhyNone(settings);
}
