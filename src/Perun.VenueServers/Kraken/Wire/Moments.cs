using System.Globalization;

namespace Perun.VenueServers.Kraken.Wire;

/// Moments in Kraken's many ways to write them.
internal static class Moments
{
    private const int NanosecondsPerTick = 100;

    public static long Seconds(DateTime moment) => (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    /// Seconds with seven decimals.
    public static decimal Precise(DateTime moment) => (moment - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;

    public static string Nanoseconds(DateTime moment) => ((moment - DateTime.UnixEpoch).Ticks * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);

    public static DateTime OfSeconds(long seconds) => DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 100_000_000_000));

    /// Seconds, with a fraction or without, or nanoseconds; null for anything else.
    public static DateTime? Parse(string text)
    {
        const decimal mostSeconds = 100_000_000_000;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var ticks = number < mostSeconds ? number * TimeSpan.TicksPerSecond : number / NanosecondsPerTick;
        return ticks <= (DateTime.MaxValue - DateTime.UnixEpoch).Ticks ? DateTime.UnixEpoch.AddTicks((long)ticks) : null;
    }

    public static string Text(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// With microseconds, as the WebSocket writes them.
    public static string Long(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
