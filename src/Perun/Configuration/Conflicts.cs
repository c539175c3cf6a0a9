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
        if (settings.Mode != TradingMode.Simulated)
        {
            foreach (var conflict in OfVenue(settings)) yield return conflict;
        }
        foreach (var standing in SourceStanding.Of(settings.Sources))
        {
            if (standing.Wrong is { } wrong) yield return $"{wrong}: put it right, or remove the keys to do without {standing.Service}.";
        }
    }

    private static IEnumerable<string> OfVenue(PerunSettings settings)
    {
        var venue = settings.Venue;
        if (venue.Missing is { Count: > 0 } missing)
            yield return $"PERUN_MODE is {settings.Mode.ToString().ToLowerInvariant()} at {venue.Name}, and {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set: put the keys into .env, or trade in simulated mode.";
        if (settings.Mode == TradingMode.Live && !venue.IsLiveAllowed)
            yield return "PERUN_MODE is live, and PERUN_LIVE is not yes: real money needs both, and `perun live` answered once.";
        if (venue.Name == VenueName.Alpaca && venue.AlpacaPaper == (settings.Mode == TradingMode.Live))
            yield return $"PERUN_MODE is {settings.Mode.ToString().ToLowerInvariant()}, and ALPACA_PAPER says {(venue.AlpacaPaper ? "yes" : "no")}: make the two agree.";
        if (venue.Name == VenueName.Kraken && settings.Mode == TradingMode.Paper && venue.KrakenAddress is not { IsLoopback: true })
            yield return "Kraken has no paper accounts: trade in simulated mode, at a simulator (KRAKEN_BASE_URL), or live with PERUN_VALIDATE_ONLY=yes.";
    }
}
