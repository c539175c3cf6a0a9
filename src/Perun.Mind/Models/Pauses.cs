namespace Perun.Mind.Models;

/// How long to wait before a request is tried again: each time twice as long, less a part left to chance so that many who failed
/// together don't come back together, and never sooner than the provider asked.
/// <param name="chance">From 0 to below 1.</param>
public sealed class Pauses(TimeSpan first, TimeSpan most, Func<double> chance)
{
    public TimeSpan Most => most;

    /// <param name="failures">How many tries have failed, at least one.</param>
    /// <returns>Null where the provider asks for more patience than there is.</returns>
    public TimeSpan? Before(int failures, TimeSpan? retryAfter)
    {
        if (retryAfter > most) return null;
        var grown = first * Math.Pow(2, Math.Min(failures - 1, 20));
        var pause = (grown < most ? grown : most) * (1 - 0.5 * chance());
        return retryAfter > pause ? retryAfter : pause;
    }
}
