namespace Perun.Engine.Orders;

/// Waiting times that grow: 2, 4, 8 … seconds, at most a minute.
internal static class Backoff
{
    private const int MostSeconds = 60;

    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(MostSeconds, 1 << Math.Clamp(attempts, 1, 6)));
}
