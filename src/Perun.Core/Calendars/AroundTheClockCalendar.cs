using Perun.Core.Instruments;

namespace Perun.Core.Calendars;

internal sealed class AroundTheClockCalendar : TradingCalendar
{
    private const string Always = "trades around the clock, every day";

    public override TradingHours Hours => TradingHours.AroundTheClock;

    public override bool IsOpen(DateTime utc) => true;

    public override Session? SessionOn(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new Session(day, midnight, midnight.AddDays(1), IsEarlyClose: false);
    }

    public override Session? SessionAt(DateTime utc) => SessionOn(TradingDay(utc));

    public override Session NextSession(DateTime utc) => SessionOn(TradingDay(utc).AddDays(1)).GetValueOrDefault();

    public override DateTime? NextOpen(DateTime utc) => null;

    public override DateTime? NextClose(DateTime utc) => null;

    public override DateOnly TradingDay(DateTime utc) => DateOnly.FromDateTime(utc);

    public override string? HolidayOn(DateOnly day) => null;

    public override string Why(DateTime utc) => $"open: {Always}";

    public override string WhyOn(DateOnly day) => $"{day:ddd d MMM yyyy}: {Always}";
}
