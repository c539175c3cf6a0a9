namespace Perun.VenueServers.Limits;

/// How many requests somebody may make in each window of time. A caller that is refused spends nothing.
public sealed class RequestBudget(int limit, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _window = long.MinValue;
    private int _spent;

    public BudgetState Spend()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            if (now / window.Ticks != _window) (_window, _spent) = (now / window.Ticks, 0);
            var isWithin = _spent < limit;
            if (isWithin) _spent++;
            return new BudgetState(isWithin, limit, limit - _spent, new DateTimeOffset((_window + 1) * window.Ticks, TimeSpan.Zero));
        }
    }
}

/// <param name="Reset">When the whole budget is there again.</param>
public readonly record struct BudgetState(bool IsWithin, int Limit, int Remaining, DateTimeOffset Reset);
