using System.Diagnostics;
using Perun.Core.Instruments;

namespace Perun.Core.Calendars;

/// A session lies between 13:30 and 21:00 UTC, so the UTC date of a moment in it is also its New York date: a day's
/// hours are one look into a table of bytes, and no zone is converted.
internal sealed class NewYorkCalendar : TradingCalendar
{
    private const int FirstYear = 1971;
    private const int LastYear = 2099;
    private static readonly int FirstDay = new DateOnly(FirstYear, 1, 1).DayNumber;
    private static readonly TimeOnly OpenTime = new(9, 30);
    private static readonly TimeOnly EarlyCloseTime = new(13, 0);

    private readonly DayShape[] _shapes = ShapesOfTabledDays();

    private enum DayShape : byte
    {
        Closed,
        Winter,
        WinterEarly,
        Summer,
        SummerEarly,
    }

    public override TradingHours Hours => TradingHours.NewYork;

    public override bool IsOpen(DateTime utc)
    {
        var day = Math.DivRem(utc.Ticks, TimeSpan.TicksPerDay, out var timeOfDay);
        var (open, close) = MinutesOf(ShapeOf((int)day));
        return timeOfDay >= open * TimeSpan.TicksPerMinute && timeOfDay < close * TimeSpan.TicksPerMinute;
    }

    public override Session? SessionOn(DateOnly day)
    {
        var shape = ShapeOf(day.DayNumber);
        if (shape == DayShape.Closed) return null;
        var (open, close) = MinutesOf(shape);
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var isEarlyClose = shape is DayShape.WinterEarly or DayShape.SummerEarly;
        return new Session(day, midnight.AddMinutes(open), midnight.AddMinutes(close), isEarlyClose);
    }

    public override Session? SessionAt(DateTime utc) => IsOpen(utc) ? SessionOn(DateOnly.FromDateTime(utc)) : null;

    public override Session NextSession(DateTime utc)
    {
        var day = DateOnly.FromDateTime(utc);
        while (true)
        {
            if (SessionOn(day) is { } session && session.Open > utc) return session;
            day = day.AddDays(1);
        }
    }

    public override DateTime? NextOpen(DateTime utc) => NextSession(utc).Open;

    public override DateTime? NextClose(DateTime utc) => (SessionAt(utc) ?? NextSession(utc)).Close;

    public override DateOnly TradingDay(DateTime utc) => NewYorkTime.DateOf(utc);

    public override string? HolidayOn(DateOnly day) => NewYorkHolidays.ClosureOn(day) ?? NewYorkHolidays.EarlyCloseOn(day);

    public override string Why(DateTime utc)
    {
        if (SessionAt(utc) is { } running) return $"open until {Clock(running.Close)}{EarlyNote(running)}";
        var wall = NewYorkTime.FromUtc(utc);
        var next = NextSession(utc);
        var early = next.IsEarlyClose ? $", closes early at {EarlyCloseTime:HH:mm}" : "";
        return $"closed: {ReasonAt(wall)}; opens {next.Day:ddd d MMM} {Clock(next.Open)}{early}";
    }

    public override string WhyOn(DateOnly day)
    {
        if (SessionOn(day) is not { } session)
            return $"{day:ddd d MMM yyyy}: closed, {NewYorkHolidays.ClosureOn(day) ?? "weekend"}";
        return $"{day:ddd d MMM yyyy}: {OpenTime:HH:mm} to {NewYorkTime.FromUtc(session.Close):HH:mm} New York "
            + $"({session.Open:HH:mm} to {session.Close:HH:mm} UTC){EarlyNote(session)}";
    }

    private static string ReasonAt(DateTime wall)
    {
        var day = DateOnly.FromDateTime(wall);
        if (Weekdays.IsWeekend(day)) return "weekend";
        return NewYorkHolidays.ClosureOn(day) ?? (TimeOnly.FromDateTime(wall) < OpenTime ? "before the open" : "after the close");
    }

    private static string EarlyNote(Session session) =>
        session.IsEarlyClose ? $"; closes early, {NewYorkHolidays.EarlyCloseOn(session.Day)}" : "";

    private static string Clock(DateTime utc) => $"{NewYorkTime.FromUtc(utc):HH:mm} New York ({utc:HH:mm} UTC)";

    private DayShape ShapeOf(int dayNumber)
    {
        var index = dayNumber - FirstDay;
        return (uint)index < (uint)_shapes.Length ? _shapes[index] : Shape(DateOnly.FromDayNumber(dayNumber));
    }

    private static DayShape[] ShapesOfTabledDays()
    {
        var shapes = new DayShape[new DateOnly(LastYear, 12, 31).DayNumber - FirstDay + 1];
        for (var i = 0; i < shapes.Length; i++) shapes[i] = Shape(DateOnly.FromDayNumber(FirstDay + i));
        return shapes;
    }

    private static DayShape Shape(DateOnly day)
    {
        if (!NewYorkHolidays.HasSession(day)) return DayShape.Closed;
        var isSummer = NewYorkTime.IsDaylightSaving(NewYorkTime.ToUtc(day.ToDateTime(OpenTime)));
        return (isSummer, NewYorkHolidays.EarlyCloseOn(day) is not null) switch
        {
            (true, true) => DayShape.SummerEarly,
            (true, false) => DayShape.Summer,
            (false, true) => DayShape.WinterEarly,
            (false, false) => DayShape.Winter,
        };
    }

    /// The open and the close in minutes since midnight UTC.
    private static (int Open, int Close) MinutesOf(DayShape shape) => shape switch
    {
        DayShape.Closed => (0, 0),
        DayShape.Winter => ((14 * 60) + 30, 21 * 60),
        DayShape.WinterEarly => ((14 * 60) + 30, 18 * 60),
        DayShape.Summer => ((13 * 60) + 30, 20 * 60),
        DayShape.SummerEarly => ((13 * 60) + 30, 17 * 60),
        _ => throw new UnreachableException(),
    };
}
