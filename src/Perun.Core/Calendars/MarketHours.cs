using Perun.Core.Instruments;

namespace Perun.Core.Calendars;

/// What a person who asks about a market's hours at a moment is told.
/// <param name="Time">The moment asked about, UTC.</param>
/// <param name="Session">The session of the trading day, be it over, running or to come; null on a day without one.</param>
/// <param name="NextChange">When open becomes closed or closed open; null where that never happens.</param>
/// <param name="Holiday">What closes or shortens the trading day; null on a plain one.</param>
/// <param name="Why">The same in a sentence.</param>
public sealed record MarketHours(
    TradingHours Hours, DateTime Time, bool IsOpen, DateOnly TradingDay, Session? Session, DateTime? NextChange, string? Holiday, string Why)
{
    public static MarketHours Describe(TradingHours hours, DateTime utc)
    {
        var calendar = TradingCalendar.For(hours);
        var isOpen = calendar.IsOpen(utc);
        var day = calendar.TradingDay(utc);
        var nextChange = isOpen ? calendar.NextClose(utc) : calendar.NextOpen(utc);
        return new MarketHours(
            hours, utc, isOpen, day, calendar.SessionOn(day), nextChange, calendar.HolidayOn(day), calendar.Why(utc));
    }

    public static MarketDay DescribeDay(TradingHours hours, DateOnly day)
    {
        var calendar = TradingCalendar.For(hours);
        return new MarketDay(hours, day, calendar.SessionOn(day), calendar.HolidayOn(day), calendar.WhyOn(day));
    }
}

/// What a person who asks about a market's hours on a date is told.
/// <param name="Session">Null on a day without trading.</param>
/// <param name="Holiday">What closes or shortens the day; null on a plain one and on a weekend.</param>
/// <param name="Why">The same in a sentence.</param>
public sealed record MarketDay(TradingHours Hours, DateOnly Day, Session? Session, string? Holiday, string Why);
