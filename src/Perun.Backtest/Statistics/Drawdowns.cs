using System.Numerics;

namespace Perun.Backtest.Statistics;

/// From a high of the account to its return there.
/// <param name="Recovered">Null while it lasts.</param>
/// <param name="Depth">The loss from peak to trough, as a positive fraction of the peak.</param>
/// <param name="Money">The same in the account's currency.</param>
/// <param name="Length">From the peak to the recovery, or to the end of the run.</param>
public sealed record Drawdown(DateTime Peak, DateTime Trough, DateTime? Recovered, double Depth, double Money, TimeSpan Length)
{
    /// From the trough back to the peak's level; null while it lasts.
    public TimeSpan? Recovery => Recovered - Trough;
}

public sealed record DrawdownStatistics
{
    public required double MaxDepth { get; init; }

    public required double MaxMoney { get; init; }

    public required TimeSpan? Longest { get; init; }

    public required TimeSpan? LongestRecovery { get; init; }

    public required double? AverageDepth { get; init; }

    /// The share of time spent below an earlier high.
    public required double? TimeUnderWater { get; init; }

    public required int Count { get; init; }

    /// The deepest, deepest first.
    public required IReadOnlyList<Drawdown> Worst { get; init; }
}

/// Finds every drawdown of a curve in one pass.
public static class Drawdowns
{
    /// <param name="begin">The moment before the first value, at which the account held the start value.</param>
    public static List<Drawdown> Of(ReadOnlySpan<long> times, ReadOnlySpan<double> values, long begin, double start)
    {
        var found = new List<Drawdown>();
        var (peak, peakTime) = (start, begin);
        var (trough, troughTime) = (start, begin);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] >= peak)
            {
                if (trough < peak) found.Add(Make(peak, peakTime, trough, troughTime, times[i], hasRecovered: true));
                (peak, peakTime) = (values[i], times[i]);
                (trough, troughTime) = (peak, peakTime);
            }
            else if (values[i] < trough)
            {
                (trough, troughTime) = (values[i], times[i]);
            }
        }
        if (trough < peak) found.Add(Make(peak, peakTime, trough, troughTime, times[^1], hasRecovered: false));
        return found;
    }

    public static DrawdownStatistics Summarise(IReadOnlyList<Drawdown> all, TimeSpan runLength, int worst)
    {
        var underWater = all.Aggregate(0L, (sum, drawdown) => sum + drawdown.Length.Ticks);
        return new DrawdownStatistics
        {
            MaxDepth = all.Count == 0 ? 0 : all.Max(drawdown => drawdown.Depth),
            MaxMoney = all.Count == 0 ? 0 : all.Max(drawdown => drawdown.Money),
            Longest = all.Count == 0 ? null : all.Max(drawdown => drawdown.Length),
            LongestRecovery = all.Max(drawdown => drawdown.Recovery),
            AverageDepth = all.Count == 0 ? null : all.Average(drawdown => drawdown.Depth),
            TimeUnderWater = Defined.Ratio(underWater, runLength.Ticks),
            Count = all.Count,
            Worst = [.. all.OrderByDescending(drawdown => drawdown.Depth).ThenBy(drawdown => drawdown.Peak).Take(worst)],
        };
    }

    /// The deepest fall of a path that begins at the start value, as a fraction of the peak.
    public static double Deepest(ReadOnlySpan<double> values, double start)
    {
        // Only what may lie deeper than anything before is worth a division, and most stretches have nothing that does.
        var (peak, deepest, mark) = (start, 0.0, start);
        for (var i = 0; i < values.Length; i += Vector<double>.Count)
        {
            var some = values[i..Math.Min(values.Length, i + Vector<double>.Count)];
            if (some.Length == Vector<double>.Count && Vector.LessThanOrEqualAll(new Vector<double>(some), new Vector<double>(peak)) && Vector.GreaterThanOrEqualAll(new Vector<double>(some), new Vector<double>(mark))) continue;
            foreach (var value in some)
            {
                if (value <= peak && value >= mark) continue;
                if (value > peak) peak = value;
                else if (peak > 0) deepest = Math.Max(deepest, 1 - value / peak);
                mark = peak * (1 - deepest) + Math.Abs(peak) * 1e-12;
            }
        }
        return deepest;
    }

    private static Drawdown Make(double peak, long peakTime, double trough, long troughTime, long end, bool hasRecovered) =>
        new(Utc(peakTime), Utc(troughTime), hasRecovered ? Utc(end) : null,
            peak > 0 ? 1 - trough / peak : 0, peak - trough, TimeSpan.FromTicks(end - peakTime));

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
