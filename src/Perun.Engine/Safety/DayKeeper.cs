using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Engine.Safety;

/// Knows when the trading day ends. The day's limits reset with New York's day where anything trades there, else with UTC's.
internal sealed class DayKeeper(EngineState state, BrakeKeeper brakes)
{
    private TradingCalendar Calendar
    {
        get
        {
            foreach (var market in state.MarketSpan)
                if (market.Calendar.Hours == TradingHours.NewYork) return market.Calendar;
            return TradingCalendar.AroundTheClock;
        }
    }

    public void Begin()
    {
        brakes.BeginDay(Calendar.TradingDay(state.Now));
        FindEnd();
        state.LookAgainBy(state.Now);
    }

    public void FindEnd()
    {
        var calendar = Calendar;
        var today = calendar.TradingDay(state.Now);
        var hour = new DateTime(state.Now.Ticks - state.Now.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
        do hour = hour.AddHours(1);
        while (calendar.TradingDay(hour) == today);
        state.NextDay = hour;
    }
}
