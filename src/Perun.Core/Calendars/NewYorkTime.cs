namespace Perun.Core.Calendars;

/// New York's wall clock, computed by the rules of US daylight saving rather than read from the machine, so that
/// every machine replays a day alike. Right since 1967; earlier years get the rule of 1967.
public static class NewYorkTime
{
    private const int StandardHours = -5;
    private const int DaylightHours = -4;

    public static TimeSpan OffsetAt(DateTime utc) => TimeSpan.FromHours(IsDaylightSaving(utc) ? DaylightHours : StandardHours);

    /// Clocks go forward at 02:00 standard time, which is 07:00 UTC, and back at 02:00 daylight time, 06:00 UTC.
    public static bool IsDaylightSaving(DateTime utc)
    {
        if (utc.Month is < 3 or 12 && utc.Year is not (1974 or 1975)) return false;
        var (start, end) = DaylightSavingOf(utc.Year);
        return utc.Ticks >= Ticks(start, 7) && utc.Ticks < Ticks(end, 6);
    }

    /// The days on which clocks go forward and back; daylight time lasts from 02:00 on the first to 02:00 on the second.
    public static (DateOnly Start, DateOnly End) DaylightSavingOf(int year) => year switch
    {
        >= 2007 => (Weekdays.OnOrAfter(year, 3, 8, DayOfWeek.Sunday), Weekdays.OnOrAfter(year, 11, 1, DayOfWeek.Sunday)),
        >= 1987 => (Weekdays.OnOrAfter(year, 4, 1, DayOfWeek.Sunday), Weekdays.Last(year, 10, DayOfWeek.Sunday)),
        1974 => (new DateOnly(1974, 1, 6), Weekdays.Last(year, 10, DayOfWeek.Sunday)),
        1975 => (new DateOnly(1975, 2, 23), Weekdays.Last(year, 10, DayOfWeek.Sunday)),
        _ => (Weekdays.Last(year, 4, DayOfWeek.Sunday), Weekdays.Last(year, 10, DayOfWeek.Sunday)),
    };

    /// What New York's clocks show. The kind is unspecified, since a wall time is not a moment.
    public static DateTime FromUtc(DateTime utc) =>
        DateTime.SpecifyKind(utc + OffsetAt(utc), DateTimeKind.Unspecified);

    /// The moment at which New York's clocks show this. An hour that comes twice means its first, daylight, coming;
    /// an hour that is skipped is read as standard time, so 02:30 means 03:30 daylight time.
    public static DateTime ToUtc(DateTime wall)
    {
        var asDaylight = DateTime.SpecifyKind(wall.AddHours(-DaylightHours), DateTimeKind.Utc);
        return IsDaylightSaving(asDaylight) ? asDaylight : asDaylight.AddHours(DaylightHours - StandardHours);
    }

    /// The date in New York at this moment.
    public static DateOnly DateOf(DateTime utc)
    {
        // Both offsets agree on the date outside the hour from 04:00 to 05:00 UTC, and nothing need be computed.
        var isYesterday = utc.Hour < 4 || (utc.Hour == 4 && !IsDaylightSaving(utc));
        return DateOnly.FromDayNumber((int)(utc.Ticks / TimeSpan.TicksPerDay) - (isYesterday ? 1 : 0));
    }

    private static long Ticks(DateOnly day, int hour) =>
        day.DayNumber * TimeSpan.TicksPerDay + hour * TimeSpan.TicksPerHour;
}
