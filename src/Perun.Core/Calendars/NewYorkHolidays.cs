namespace Perun.Core.Calendars;

/// The New York Stock Exchange's holidays and early closes by rule, with the exceptions that no rule foretells, named
/// by date. Right since 1971; the closings at 14:00 of 1974 and 1990 to 1992 and the odd shortened hours of stormy
/// days are left out, and early closes begin with the first at 13:00, in 1993.
public static class NewYorkHolidays
{
    /// Why there is no trading on a weekday; null for a trading day and for a weekend.
    public static string? ClosureOn(DateOnly day) =>
        Weekdays.IsWeekend(day) ? null : DatedClosure(day) ?? RegularClosure(day);

    /// Why the session of this day ends at 13:00; null when it does not, or when there is no session.
    public static string? EarlyCloseOn(DateOnly day) =>
        Weekdays.IsWeekend(day) || ClosureOn(day) is not null ? null : DatedEarlyClose(day) ?? RegularEarlyClose(day);

    public static bool HasSession(DateOnly day) => !Weekdays.IsWeekend(day) && ClosureOn(day) is null;

    /// The Friday before the Gregorian Easter Sunday (the anonymous algorithm of 1876).
    public static DateOnly GoodFriday(int year)
    {
        var goldenNumber = year % 19;
        var (century, yearOfCentury) = (year / 100, year % 100);
        var moonCorrection = (century - (century + 8) / 25 + 1) / 3;
        var epact = (19 * goldenNumber + century - century / 4 - moonCorrection + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        var late = (goldenNumber + 11 * epact + 22 * weekday) / 451;
        var monthAndDay = epact + weekday - 7 * late + 114;
        return new DateOnly(year, monthAndDay / 31, monthAndDay % 31 + 1).AddDays(-2);
    }

    private static string? RegularClosure(DateOnly day) => day.Month switch
    {
        1 => IsNewYear(day) ? "New Year's Day"
            : day.Year >= 1998 && Weekdays.IsNth(day, DayOfWeek.Monday, 3) ? "Martin Luther King Jr. Day" : null,
        2 => Weekdays.IsNth(day, DayOfWeek.Monday, 3) ? "Washington's Birthday" : null,
        3 or 4 => day == GoodFriday(day.Year) ? "Good Friday" : null,
        5 => day == Weekdays.Last(day.Year, 5, DayOfWeek.Monday) ? "Memorial Day" : null,
        6 => day.Year >= 2022 && day == Weekdays.Nearest(day.Year, 6, 19) ? "Juneteenth" : null,
        7 => day == Weekdays.Nearest(day.Year, 7, 4) ? "Independence Day" : null,
        9 => Weekdays.IsNth(day, DayOfWeek.Monday, 1) ? "Labor Day" : null,
        11 => Weekdays.IsNth(day, DayOfWeek.Thursday, 4) ? "Thanksgiving Day"
            : IsPresidentialElection(day) ? "Election Day" : null,
        12 => day == Weekdays.Nearest(day.Year, 12, 25) ? "Christmas Day" : null,
        _ => null,
    };

    /// A New Year's Day on a Sunday is kept on Monday; one on a Saturday is not kept at all, since the Friday before
    /// ends an accounting year.
    private static bool IsNewYear(DateOnly day) =>
        day.Day == 1 || (day.Day == 2 && day.DayOfWeek == DayOfWeek.Monday);

    private static bool IsPresidentialElection(DateOnly day) =>
        day.Year <= 1980 && day.Year % 4 == 0 && day == Weekdays.OnOrAfter(day.Year, 11, 2, DayOfWeek.Tuesday);

    private static string? RegularEarlyClose(DateOnly day) => (day.Month, day.Day) switch
    {
        // Through 2012 a Thursday's Independence Day shortened the Friday after it; since 2013, the Wednesday before.
        (7, 3) => day.Year >= 2013 || (day.Year >= 1995 && day.DayOfWeek != DayOfWeek.Wednesday)
            ? "the day before Independence Day" : null,
        (7, 5) => day.Year is >= 1995 and <= 2012 && day.DayOfWeek == DayOfWeek.Friday
            ? "the day after Independence Day" : null,
        (11, _) => day.Year >= 1993 && Weekdays.IsNth(day.AddDays(-1), DayOfWeek.Thursday, 4)
            ? "the day after Thanksgiving" : null,
        (12, 24) => day.Year >= 1993 ? "Christmas Eve" : null,
        _ => null,
    };

    private static string? DatedClosure(DateOnly day) => (day.Year, day.Month, day.Day) switch
    {
        (1972, 12, 28) => "day of mourning for Harry S. Truman",
        (1973, 1, 25) => "day of mourning for Lyndon B. Johnson",
        (1977, 7, 14) => "New York City blackout",
        (1985, 9, 27) => "Hurricane Gloria",
        (1994, 4, 27) => "day of mourning for Richard Nixon",
        (2001, 9, >= 11 and <= 14) => "attacks of September 11",
        (2004, 6, 11) => "day of mourning for Ronald Reagan",
        (2007, 1, 2) => "day of mourning for Gerald Ford",
        (2012, 10, 29 or 30) => "Hurricane Sandy",
        (2018, 12, 5) => "day of mourning for George H. W. Bush",
        (2025, 1, 9) => "day of mourning for Jimmy Carter",
        _ => null,
    };

    // The Friday after a Thursday's Christmas is decided each time: shortened in 1997 and 2003, full in 2008, 2014 and 2025.
    private static string? DatedEarlyClose(DateOnly day) => (day.Year, day.Month, day.Day) switch
    {
        (1997 or 2003, 12, 26) => "the day after Christmas",
        (1999, 12, 31) => "the turn of the millennium",
        _ => null,
    };
}
