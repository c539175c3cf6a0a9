namespace Perun.Adapters.Sources.CoinMarketCap;

/// Counts the credits that answers cost, by the day (UTC), so that a month's worth lasts the month. The service counts too, and
/// has the last word: what was spent before a restart is known to it only.
internal sealed class CreditMeter(int perDay)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _spent;

    public int PerDay => perDay;

    public long SpentOn(DateTime utc)
    {
        lock (_gate) return _day == DateOnly.FromDateTime(utc) ? _spent : 0;
    }

    /// How long there are no more; null while there are.
    public TimeSpan? UntilMore(DateTime utc) => SpentOn(utc) >= perDay ? utc.Date.AddDays(1) - utc : null;

    public void Spend(double credits, DateTime utc)
    {
        lock (_gate)
        {
            var day = DateOnly.FromDateTime(utc);
            if (_day != day) (_day, _spent) = (day, 0);
            _spent += (long)Math.Clamp(Math.Ceiling(credits), 0, 1_000_000);
        }
    }
}
