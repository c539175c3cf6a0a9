namespace Perun.Backtest.History.Store;

/// Puts a chunk in order of time and settles bars of one time in the order in which they came.
internal static class ChunkSort
{
    public static void Sort(BarColumns chunk, MergeLog log)
    {
        var bars = chunk.Bars.ToArray();
        var order = new (long Time, int Place)[bars.Length];
        for (var i = 0; i < order.Length; i++) order[i] = (bars[i].Time.Ticks, i);
        Array.Sort(order, static (one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Place.CompareTo(other.Place));
        chunk.Clear();
        var pending = bars[order[0].Place];
        foreach (var (_, place) in order.AsSpan(1))
        {
            if (bars[place].Time == pending.Time)
            {
                pending = log.Settle(pending, bars[place]);
                continue;
            }
            chunk.Add(pending);
            pending = bars[place];
        }
        chunk.Add(pending);
    }
}
