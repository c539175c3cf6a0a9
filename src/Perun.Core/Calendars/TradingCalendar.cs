using System.Diagnostics;
using Perun.Core.Instruments;

namespace Perun.Core.Calendars;

/// When a market trades. Immutable, the same for everyone; every moment that goes in or comes out is UTC, the open
/// belongs to the session and the close does not.
public abstract class TradingCalendar
{
    private protected TradingCalendar()
    {
    }

    /// The New York Stock Exchange's regular session, 09:30 to 16:00 or 13:00. The opening at 10:00 before 30 September
    /// 1985 and single late openings (such as noon on 11 September 2002) are not told apart.
    public static TradingCalendar NewYork { get; } = new NewYorkCalendar();

    /// Every UTC day is a session, and each begins where the last one ends.
    public static TradingCalendar AroundTheClock { get; } = new AroundTheClockCalendar();

    public static TradingCalendar For(TradingHours hours) => hours switch
    {
        TradingHours.NewYork => NewYork,
        TradingHours.AroundTheClock => AroundTheClock,
        _ => throw new UnreachableException(),
    };

    public abstract TradingHours Hours { get; }

    public abstract bool IsOpen(DateTime utc);

    /// The session of a date in the market's own zone; null on a day without trading.
    public abstract Session? SessionOn(DateOnly day);

    /// The session that this moment falls in; null while the market is closed.
    public abstract Session? SessionAt(DateTime utc);

    /// The first session that opens after this moment.
    public abstract Session NextSession(DateTime utc);

    /// The first opening after this moment; null where the market never closes and so never opens.
    public abstract DateTime? NextOpen(DateTime utc);

    /// The first close after this moment, of this session or the next; null where the market never closes.
    public abstract DateTime? NextClose(DateTime utc);

    /// The date to which profit and loss of this moment are counted.
    public abstract DateOnly TradingDay(DateTime utc);

    /// What closes or shortens this date; null on a plain trading day.
    public abstract string? HolidayOn(DateOnly day);

    /// Whether the market is open, why, and when that changes, for a person to read.
    public abstract string Why(DateTime utc);

    /// The hours of a date, for a person to read.
    public abstract string WhyOn(DateOnly day);
}
