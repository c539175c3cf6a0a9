using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Checking;

/// The bars that a calendar expects, session by session, against those that are there.
internal sealed class Coverage
{
    private const int MostGaps = 50;

    private readonly PriorityQueue<Gap, long> _longest = new();
    private readonly List<DayCoverage> _days = [];
    private Gap? _open;

    public long Expected { get; private set; }

    public long Missing { get; private set; }

    public int Gaps { get; private set; }

    public IReadOnlyList<DayCoverage> Days => _days;

    public IReadOnlyList<Gap> LongestGaps =>
        [.. _longest.UnorderedItems.Select(item => item.Element).OrderByDescending(gap => gap.Bars).ThenBy(gap => gap.From)];

    /// From the first bar to the last: what came before and after is not known to be missing.
    public static Coverage Of(BarSpans bars, Timeframe timeframe, TradingHours hours)
    {
        var coverage = new Coverage();
        if (bars.Count == 0) return coverage;
        var calendar = TradingCalendar.For(hours);
        var times = bars.Times;
        var (first, last) = (new DateTime(times[0], DateTimeKind.Utc), new DateTime(times[^1], DateTimeKind.Utc));
        var place = 0;
        for (var day = calendar.TradingDay(first); day <= calendar.TradingDay(last); day = day.AddDays(1))
        {
            if (calendar.SessionOn(day) is { } session) place = coverage.Take(session, timeframe, times, place, first, last);
        }
        coverage.EndGap();
        return coverage;
    }

    private int Take(Session session, Timeframe timeframe, ReadOnlySpan<long> times, int place, DateTime first, DateTime last)
    {
        int expected = 0, present = 0;
        var length = timeframe.Length.Ticks;
        for (var slot = session.Open.Ticks; slot < session.Close.Ticks; slot += length)
        {
            var end = Math.Min(slot + length, session.Close.Ticks);
            while (place < times.Length && times[place] < slot) place++;
            var isThere = place < times.Length && times[place] < end;
            if (!isThere && (slot < first.Ticks || slot > last.Ticks)) continue;
            expected++;
            if (isThere)
            {
                present++;
                EndGap();
            }
            else
            {
                Miss(new DateTime(slot, DateTimeKind.Utc));
            }
        }
        if (expected > 0) _days.Add(new DayCoverage(session.Day, expected, present));
        Expected += expected;
        Missing += expected - present;
        return place;
    }

    private void Miss(DateTime slot) => _open = _open is { } gap ? gap with { To = slot, Bars = gap.Bars + 1 } : new Gap(slot, slot, 1);

    private void EndGap()
    {
        if (_open is not { } gap) return;
        Gaps++;
        _longest.Enqueue(gap, gap.Bars);
        if (_longest.Count > MostGaps) _longest.Dequeue();
        _open = null;
    }
}
