namespace Perun.VenueServers.Kraken.Limits;

/// Counts up with use and down with time: what stays below the most is allowed.
internal sealed class DecayingCounter(double most, double decayPerSecond)
{
    private double _count;
    private DateTime _asOf;

    public double At(DateTime now)
    {
        if (now > _asOf)
        {
            _count = Math.Max(0, _count - (now - _asOf).TotalSeconds * decayPerSecond);
            _asOf = now;
        }
        return _count;
    }

    /// Whether there was room; what is refused counts nothing.
    public bool TryAdd(double cost, DateTime now)
    {
        if (At(now) + cost > most) return false;
        _count += cost;
        return true;
    }

    /// Counts whether there is room or not: a cancel is never refused, it only costs what follows.
    public void Add(double cost, DateTime now) => _count = Math.Min(most, At(now) + cost);
}
