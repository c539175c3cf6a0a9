using Perun.Adapters.Sources;

namespace Perun.Configuration;

/// Settings that are fine one by one and contradict each other.
internal static class Conflicts
{
    public static IEnumerable<string> In(PerunSettings settings)
    {
        foreach (var trend in settings.Analysis.TrendTimeframes)
        {
            if (trend.CompareTo(settings.Analysis.Timeframe) > 0) continue;
            yield return $"PERUN_TREND_TIMEFRAMES names {trend}, which is not longer than PERUN_TIMEFRAME, {settings.Analysis.Timeframe}: " +
                "name longer bars, or choose a shorter PERUN_TIMEFRAME.";
        }
        if (settings.World.StartCash is var cash && settings.Risk.MaxDailyLoss is { IsPercent: false } loss && loss.Value >= cash)
        {
            yield return $"MAX_DAILY_LOSS is {loss}, and the account starts with {cash}: it would never stop anything. " +
                "Give less than PERUN_START_CASH, or a share like 3%.";
        }
        foreach (var standing in SourceStanding.Of(settings.Sources))
        {
            if (standing.Wrong is { } wrong) yield return $"{wrong}: put it right, or remove the keys to do without {standing.Service}.";
        }
    }
}
