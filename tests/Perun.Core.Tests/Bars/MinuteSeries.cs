using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Core.Tests.Bars;

/// One-minute bars to aggregate, and the plain arithmetic of what they must become.
internal static class MinuteSeries
{
    /// A random walk through every open minute from the first day to the last, some minutes left out.
    public static List<Bar> Random(TradingHours hours, DateOnly first, DateOnly last, int seed, double missing)
    {
        var random = new Random(seed);
        var calendar = TradingCalendar.For(hours);
        var bars = new List<Bar>();
        var price = 100.0;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (calendar.SessionOn(day) is not { } session) continue;
            for (var time = session.Open; time < session.Close; time = time.AddMinutes(1))
            {
                var open = price;
                price = Math.Max(1, price + random.NextDouble() - 0.5);
                if (random.NextDouble() < missing) continue;
                var high = Math.Max(open, price) + random.NextDouble();
                var low = Math.Min(open, price) * (1 - random.NextDouble() / 100);
                bars.Add(new Bar(time, open, high, low, price, random.Next(0, 1000)));
            }
        }
        return bars;
    }

    public static Bar At(string utc, double price = 100, double volume = 1) =>
        new(Utc(utc), price, price + 1, price - 1, price, volume);

    public static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);

    /// The left edge of the bar that a minute belongs to, by wall time and division alone.
    public static DateTime StartOf(DateTime minute, Timeframe timeframe, TradingHours hours)
    {
        if (hours == TradingHours.AroundTheClock)
            return minute.Date.AddMinutes((int)minute.TimeOfDay.TotalMinutes / timeframe.Minutes * timeframe.Minutes);
        var wall = NewYorkTime.FromUtc(minute);
        var sinceOpen = (int)wall.TimeOfDay.TotalMinutes - 570;
        return NewYorkTime.ToUtc(wall.Date.AddMinutes(570 + (sinceOpen / timeframe.Minutes * timeframe.Minutes)));
    }

    /// The right edge of the bar with this left edge.
    public static DateTime EndOf(DateTime start, Timeframe timeframe, TradingHours hours)
    {
        var end = start + timeframe.Length;
        if (hours == TradingHours.AroundTheClock) return end < start.Date.AddDays(1) ? end : start.Date.AddDays(1);
        var wall = NewYorkTime.FromUtc(start);
        var closeHour = NewYorkHolidays.EarlyCloseOn(DateOnly.FromDateTime(wall)) is null ? 16 : 13;
        var close = NewYorkTime.ToUtc(wall.Date.AddHours(closeHour));
        return end < close ? end : close;
    }

    public static List<Bar> Direct(IEnumerable<Bar> minutes, Timeframe timeframe, TradingHours hours) =>
    [
        .. minutes.GroupBy(minute => StartOf(minute.Time, timeframe, hours)).Select(group => new Bar(
            group.Key,
            group.First().Open,
            group.Max(minute => minute.High),
            group.Min(minute => minute.Low),
            group.Last().Close,
            group.Sum(minute => minute.Volume)))
    ];
}
