namespace Perun.Adapters.Venues.Wire;

/// A venue's clock, as its answers tell it.
internal static class ServerClock
{
    /// The header has whole seconds, and was written somewhere between sending and receiving: differences below a second and a half are none.
    public static TimeSpan? Ahead(DateTimeOffset? header, DateTime sentAt, DateTime receivedAt)
    {
        if (header is not { } date) return null;
        var (earliest, latest) = (date.UtcDateTime, date.UtcDateTime.AddSeconds(1));
        if (earliest > receivedAt) return earliest - receivedAt;
        return latest < sentAt ? latest - sentAt : TimeSpan.Zero;
    }
}
