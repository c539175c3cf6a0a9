namespace Perun.Core.Calendars;

/// The ways in which laws name a day: "the third Monday", "the last Sunday", "the Sunday on or after the 8th".
internal static class Weekdays
{
    public static DateOnly OnOrAfter(int year, int month, int dayOfMonth, DayOfWeek weekday)
    {
        var from = new DateOnly(year, month, dayOfMonth);
        return from.AddDays(((int)weekday - (int)from.DayOfWeek + 7) % 7);
    }

    public static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var end = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return end.AddDays(-(((int)end.DayOfWeek - (int)weekday + 7) % 7));
    }

    /// Where a feast that falls on a weekend is kept: a Saturday's on Friday, a Sunday's on Monday.
    public static DateOnly Nearest(int year, int month, int dayOfMonth)
    {
        var day = new DateOnly(year, month, dayOfMonth);
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(-1),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
    }

    public static bool IsNth(DateOnly day, DayOfWeek weekday, int nth) =>
        day.DayOfWeek == weekday && (day.Day - 1) / 7 == nth - 1;

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
