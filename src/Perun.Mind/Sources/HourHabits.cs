using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Mind.Sources;

/// How an instrument's hours went, by weekday and hour of its market's own clock.
internal sealed class HourHabits(TradingCalendar calendar)
{
    /// With fewer hours behind it a mean says nothing.
    private const int Fewest = 8;

    private readonly BarAggregator _bars = new(Timeframe.H1, calendar);
    private readonly Tally[] _tallies = new Tally[7 * 24];

    public void See(in Bar minute)
    {
        foreach (ref readonly var bar in _bars.Add(minute))
        {
            ref var tally = ref _tallies[SlotOf(bar.Time)];
            var moved = (bar.Close / bar.Open - 1) * 100;
            tally.Count++;
            tally.Sum += moved;
            tally.Range += (bar.High - bar.Low) / bar.Open * 100;
            if (moved > 0) tally.Ups++;
        }
    }

    /// Null while there is too little to go by.
    public string? Say(DateTime now)
    {
        if (calendar.SessionAt(now) is not { } session) return null;
        var start = session.Open + TimeSpan.FromHours(Math.Floor((now - session.Open).TotalHours));
        var tally = _tallies[SlotOf(start)];
        if (tally.Count < Fewest) return null;
        var wall = WallOf(start);
        return $"in this hour ({wall:dddd} from {wall:HH:mm} {(calendar.Hours == TradingHours.NewYork ? "New York" : "UTC")}): up in {tally.Ups} of {tally.Count} weeks, {tally.Sum / tally.Count:+0.00;-0.00;0.00}% on average, range {tally.Range / tally.Count:0.00}%";
    }

    private int SlotOf(DateTime utc)
    {
        var wall = WallOf(utc);
        return (int)wall.DayOfWeek * 24 + wall.Hour;
    }

    private DateTime WallOf(DateTime utc) => calendar.Hours == TradingHours.NewYork ? NewYorkTime.FromUtc(utc) : utc;

    private record struct Tally(int Count, int Ups, double Sum, double Range);
}
