namespace Perun.Faults.Tests.Harness;

/// How long a position was without a stop for all of it at the venue, by the venue's own books.
internal sealed class NakedTime(IHouse house)
{
    private readonly Dictionary<string, DateTime> _since = [];

    /// The longest time in one go, up to now.
    public TimeSpan Longest { get; private set; }

    public void Look(DateTime now)
    {
        var orders = house.Orders;
        foreach (var symbol in house.Symbols)
        {
            var held = house.Held(symbol);
            var stopped = orders.Where(order => order is { IsStop: true, IsWorking: true } && order.Symbol == symbol).Sum(static order => order.Rest);
            // What is worth less than the smallest order can't be protected.
            if ((held - stopped) * house.Last(symbol) < 12)
            {
                _since.Remove(symbol);
                continue;
            }
            if (!_since.TryGetValue(symbol, out var since)) _since.Add(symbol, since = now);
            if (now - since > Longest) Longest = now - since;
        }
    }
}
