namespace Perun.Adapters.Venues.Kraken.Rest;

/// Kraken writes moments as seconds with a fraction.
internal static class KrakenTime
{
    public static DateTime Of(decimal seconds) =>
        seconds is > 0 and < 100_000_000_000 ? DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : DateTime.UnixEpoch;

    public static decimal SecondsOf(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;

    public static long WholeSecondsOf(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
}
