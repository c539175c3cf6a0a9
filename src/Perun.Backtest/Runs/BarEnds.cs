using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Runs;

/// When a stored bar is over and may be known.
public static class BarEnds
{
    /// A session's bar ends with the session, any other after its length.
    public static DateTime Of(Instrument instrument, Timeframe timeframe, DateTime start) =>
        timeframe == Timeframe.D1 && instrument.Hours != TradingHours.AroundTheClock && TradingCalendar.For(instrument.Hours).SessionOn(DateOnly.FromDateTime(start)) is { } session
            ? session.Close
            : start + timeframe.Length;
}
