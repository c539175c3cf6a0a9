using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Core.Tests.Calendars;

public class TradingCalendarTests
{
    private static readonly TradingCalendar NewYork = TradingCalendar.NewYork;

    [Fact]
    public void Minute_by_minute_through_ten_years_the_answers_agree_with_each_other_and_with_New_Yorks_clocks()
    {
        var end = Utc("2026-01-01 00:00");
        var openMinutes = new Dictionary<DateOnly, int>();
        var (nextOpen, nextClose) = (DateTime.MinValue, DateTime.MinValue);
        var wasOpen = false;
        var wrong = new List<string>();
        for (var utc = Utc("2016-01-01 00:00"); utc < end; utc = utc.AddMinutes(1))
        {
            var isOpen = NewYork.IsOpen(utc);
            if (isOpen && !wasOpen && nextOpen != default && utc != nextOpen) wrong.Add($"{utc:u} opened instead of {nextOpen:u}");
            if (!isOpen && wasOpen && utc != nextClose) wrong.Add($"{utc:u} closed instead of {nextClose:u}");
            if (!isOpen && utc == nextOpen) wrong.Add($"{utc:u} did not open");
            (nextOpen, nextClose) = (NewYork.NextOpen(utc)!.Value, NewYork.NextClose(utc)!.Value);
            if (nextOpen <= utc || nextClose <= utc || isOpen != nextClose < nextOpen) wrong.Add($"{utc:u} has its next changes wrong");

            var session = NewYork.SessionAt(utc);
            if (session.HasValue != isOpen) wrong.Add($"{utc:u} is open and has no session, or the reverse");
            if (session is { } running)
            {
                openMinutes[running.Day] = openMinutes.GetValueOrDefault(running.Day) + 1;
                var wall = NewYorkTime.FromUtc(utc);
                if (!running.Contains(utc) || running.Day != NewYork.TradingDay(utc) || running.Close != nextClose
                    || wall.TimeOfDay < TimeSpan.FromHours(9.5) || wall.TimeOfDay >= TimeSpan.FromHours(running.IsEarlyClose ? 13 : 16))
                    wrong.Add($"{utc:u} is not in {running}");
            }
            wasOpen = isOpen;
        }

        wrong.ShouldBeEmpty();
        openMinutes.Count.ShouldBe(2514); // ten years of 250 to 253 sessions
        foreach (var (day, minutes) in openMinutes)
            minutes.ShouldBe(NewYorkHolidays.EarlyCloseOn(day) is null ? 390 : 210, $"{day}");
    }

    [Theory]
    [InlineData("2026-03-06", "14:30", "21:00")] // the Friday before the clocks go forward
    [InlineData("2026-03-09", "13:30", "20:00")]
    [InlineData("2026-10-30", "13:30", "20:00")] // the Friday before they go back
    [InlineData("2026-11-02", "14:30", "21:00")]
    [InlineData("2026-11-27", "14:30", "18:00")] // the day after Thanksgiving
    [InlineData("2025-07-03", "13:30", "17:00")] // the day before Independence Day
    [InlineData("1974-01-08", "13:30", "20:00")] // the winter with daylight time
    [InlineData("1969-12-31", "14:30", "21:00")] // before the table of days
    [InlineData("2100-01-04", "14:30", "21:00")] // after it
    public void A_session_is_half_past_nine_to_its_close_in_New_York(string day, string open, string close)
    {
        var session = NewYork.SessionOn(DateOnly.Parse(day)).ShouldNotBeNull();

        session.Day.ShouldBe(DateOnly.Parse(day));
        session.Open.ShouldBe(Utc($"{day} {open}"));
        session.Close.ShouldBe(Utc($"{day} {close}"));
        session.Open.Kind.ShouldBe(DateTimeKind.Utc);
        session.Close.Kind.ShouldBe(DateTimeKind.Utc);
        NewYork.IsOpen(session.Open.AddTicks(-1)).ShouldBeFalse();
        NewYork.IsOpen(session.Open).ShouldBeTrue();
        NewYork.IsOpen(session.Close.AddTicks(-1)).ShouldBeTrue();
        NewYork.IsOpen(session.Close).ShouldBeFalse();
    }

    [Fact]
    public void The_day_of_profit_and_loss_turns_at_midnight_in_New_York_in_winter_and_summer()
    {
        NewYork.TradingDay(Utc("2026-01-15 04:59")).ShouldBe(new DateOnly(2026, 1, 14));
        NewYork.TradingDay(Utc("2026-01-15 05:00")).ShouldBe(new DateOnly(2026, 1, 15));
        NewYork.TradingDay(Utc("2026-07-15 03:59")).ShouldBe(new DateOnly(2026, 7, 14));
        NewYork.TradingDay(Utc("2026-07-15 04:00")).ShouldBe(new DateOnly(2026, 7, 15));
    }

    [Fact]
    public void The_next_session_after_the_longest_closing_is_found() =>
        NewYork.NextOpen(Utc("2001-09-10 20:00")).ShouldBe(Utc("2001-09-17 13:30"));

    [Theory]
    [InlineData("2026-11-26 15:00", "closed: Thanksgiving Day; opens Fri 27 Nov 09:30 New York (14:30 UTC), closes early at 13:00")]
    [InlineData("2026-11-27 15:00", "open until 13:00 New York (18:00 UTC); closes early, the day after Thanksgiving")]
    [InlineData("2026-07-06 19:59", "open until 16:00 New York (20:00 UTC)")]
    [InlineData("2026-07-04 15:00", "closed: weekend; opens Mon 6 Jul 09:30 New York (13:30 UTC)")]
    [InlineData("2026-03-09 13:29", "closed: before the open; opens Mon 9 Mar 09:30 New York (13:30 UTC)")]
    [InlineData("2026-01-16 03:00", "closed: after the close; opens Fri 16 Jan 09:30 New York (14:30 UTC)")]
    public void It_says_why_it_is_open_or_closed(string utc, string why) => NewYork.Why(Utc(utc)).ShouldBe(why);

    [Fact]
    public void A_market_around_the_clock_never_closes_and_its_sessions_are_UTC_days()
    {
        var market = TradingCalendar.AroundTheClock;
        for (var utc = Utc("2026-02-27 00:00"); utc < Utc("2026-03-03 00:00"); utc = utc.AddMinutes(7))
        {
            var session = market.SessionAt(utc).ShouldNotBeNull();

            market.IsOpen(utc).ShouldBeTrue();
            market.NextOpen(utc).ShouldBeNull();
            market.NextClose(utc).ShouldBeNull();
            market.TradingDay(utc).ShouldBe(DateOnly.FromDateTime(utc));
            session.Open.ShouldBe(utc.Date);
            session.Close.ShouldBe(utc.Date.AddDays(1));
            session.Close.Kind.ShouldBe(DateTimeKind.Utc);
            market.NextSession(utc).Open.ShouldBe(session.Close);
        }
        market.Why(Utc("2026-02-28 12:00")).ShouldBe("open: trades around the clock, every day");
    }

    [Theory]
    [InlineData(TradingHours.NewYork)]
    [InlineData(TradingHours.AroundTheClock)]
    public void Hours_have_their_calendar(TradingHours hours) => TradingCalendar.For(hours).Hours.ShouldBe(hours);

    [Fact]
    public void To_ask_whether_it_is_open_allocates_nothing()
    {
        var noon = Utc("2026-07-06 16:00");
        var open = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
            {
                var utc = noon.AddMinutes(i);
                if (NewYork.IsOpen(utc) && NewYork.NextClose(utc) > utc && NewYork.TradingDay(utc) != default) open++;
            }
            if (pass == 1) (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        }
        open.ShouldBeGreaterThan(0);
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text), DateTimeKind.Utc);
}
