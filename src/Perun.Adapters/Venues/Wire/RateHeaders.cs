using System.Globalization;
using System.Net.Http.Headers;

namespace Perun.Adapters.Venues.Wire;

/// What an answer's headers say of the venue's patience and of its time.
internal static class RateHeaders
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(15);

    /// Long enough that one who was told nothing does no harm.
    private static readonly TimeSpan WithoutWord = TimeSpan.FromSeconds(5);

    /// A budget learns what is left of it.
    public static void Teach(RateBudget budget, HttpResponseHeaders headers, DateTime now)
    {
        if (Number(headers, "X-RateLimit-Limit") is not { } limit || Number(headers, "X-RateLimit-Remaining") is not { } left) return;
        budget.Learn(limit, left, UntilReset(headers, now) ?? TimeSpan.Zero);
    }

    /// After a refusal for too many requests: when to come back, by our clock.
    public static DateTime RetryAt(HttpResponseHeaders headers, DateTime now)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date.UtcDateTime - (headers.Date?.UtcDateTime ?? now),
            _ => UntilReset(headers, now) ?? WithoutWord,
        };
        return now + (wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestRetryAfter ? wait : LongestRetryAfter);
    }

    /// The venue's hour is counted by the venue's clock, where it tells the time.
    private static TimeSpan? UntilReset(HttpResponseHeaders headers, DateTime now)
    {
        if (Number(headers, "X-RateLimit-Reset") is not { } seconds || seconds is < 0 or > 1e11) return null;
        var wait = DateTime.UnixEpoch.AddSeconds(seconds) - (headers.Date?.UtcDateTime ?? now);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static double? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && double.TryParse(values.FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
