namespace Perun.Backtest.Reports;

/// A curve with no more points than a screen has columns to show: of each stretch the lowest and the highest point stay, so
/// that no peak and no crash is lost.
internal sealed record ThinnedCurve(long[] Times, double[] Values)
{
    public static ThinnedCurve Of(ReadOnlySpan<long> times, ReadOnlySpan<double> values, int columns)
    {
        if (values.Length <= 2 * columns) return new ThinnedCurve(times.ToArray(), values.ToArray());
        var (keptTimes, kept) = (new List<long>(2 * columns + 2) { times[0] }, new List<double>(2 * columns + 2) { values[0] });
        for (var column = 0; column < columns; column++)
        {
            var from = (int)((long)column * values.Length / columns);
            var to = (int)((long)(column + 1) * values.Length / columns);
            var (low, high) = (from, from);
            for (var i = from; i < to; i++)
            {
                if (values[i] < values[low]) low = i;
                if (values[i] > values[high]) high = i;
            }
            Keep(Math.Min(low, high), times, values);
            Keep(Math.Max(low, high), times, values);
        }
        Keep(values.Length - 1, times, values);
        return new ThinnedCurve([.. keptTimes], [.. kept]);

        void Keep(int index, ReadOnlySpan<long> allTimes, ReadOnlySpan<double> all)
        {
            if (allTimes[index] <= keptTimes[^1]) return;
            keptTimes.Add(allTimes[index]);
            kept.Add(all[index]);
        }
    }
}
