using System.Text;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Importing;

/// In which way a column of texts holds times.
internal static class TimeGuess
{
    private static readonly TimeStyle[] Dated = [TimeStyle.Iso, TimeStyle.Compact, TimeStyle.MonthFirst, TimeStyle.DayFirst];

    /// Null where it holds none. A few lines may be broken.
    public static TimeStyle? Of(IReadOnlyList<string> cells)
    {
        if (EpochOf(cells) is { } epoch) return epoch;
        TimeStyle[] fitting = [.. Dated.Where(style => Fits(cells, new TimeText(style, ClockZone.Utc)))];
        if (fitting.Length == 0) return null;
        // Both readings may do until the 13th of a month: points are written where the day comes first.
        if (fitting.Contains(TimeStyle.DayFirst) && cells[0].Contains('.')) return TimeStyle.DayFirst;
        return fitting[0];
    }

    /// New York's, where shares have times of day that are those of its sessions and can't be UTC's.
    public static ClockZone ZoneOf(IReadOnlyList<long> utcTicks, TradingHours hours)
    {
        if (hours != TradingHours.NewYork) return ClockZone.Utc;
        long[] clocks = [.. utcTicks.Select(ticks => ticks % TimeSpan.TicksPerDay)];
        if (clocks.All(clock => clock == 0)) return ClockZone.Utc;
        return clocks.Min() < new TimeOnly(13, 30).Ticks && clocks.Max() <= new TimeOnly(20, 0).Ticks ? ClockZone.NewYork : ClockZone.Utc;
    }

    public static bool HasOffset(string cell) =>
        cell.EndsWith('Z') || cell.EndsWith("UTC", StringComparison.Ordinal) || (cell.Length > 16 && cell.LastIndexOfAny(['+', '-']) > 10);

    private static TimeStyle? EpochOf(IReadOnlyList<string> cells)
    {
        var whole = cells[0].Split('.')[0];
        TimeStyle? style = whole.Length switch
        {
            9 or 10 => TimeStyle.EpochSeconds,
            12 or 13 => TimeStyle.EpochMilliseconds,
            15 or 16 => TimeStyle.EpochMicroseconds,
            18 or 19 => TimeStyle.EpochNanoseconds,
            _ => null,
        };
        return style is { } known && Fits(cells, new TimeText(known, ClockZone.Utc)) ? known : null;
    }

    private static bool Fits(IReadOnlyList<string> cells, TimeText times)
    {
        var good = cells.Count(cell => times.TryRead(Encoding.UTF8.GetBytes(cell), default, out _));
        return good > 0 && good * 20 >= cells.Count * 19;
    }
}
