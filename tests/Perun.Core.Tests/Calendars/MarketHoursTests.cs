using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Core.Tests.Calendars;

public class MarketHoursTests
{
    [Fact]
    public void An_open_market_tells_its_session_and_when_it_closes()
    {
        var hours = MarketHours.Describe(TradingHours.NewYork, Utc(2026, 11, 27, 16));

        hours.IsOpen.ShouldBeTrue();
        hours.TradingDay.ShouldBe(new DateOnly(2026, 11, 27));
        hours.Session.ShouldBe(new Session(new DateOnly(2026, 11, 27), Utc(2026, 11, 27, 14, 30), Utc(2026, 11, 27, 18), IsEarlyClose: true));
        hours.NextChange.ShouldBe(Utc(2026, 11, 27, 18));
        hours.Holiday.ShouldBe("the day after Thanksgiving");
        hours.Why.ShouldBe("open until 13:00 New York (18:00 UTC); closes early, the day after Thanksgiving");
    }

    [Fact]
    public void A_closed_market_tells_the_holiday_and_when_it_opens()
    {
        var hours = MarketHours.Describe(TradingHours.NewYork, Utc(2026, 12, 25, 16));

        hours.IsOpen.ShouldBeFalse();
        hours.Session.ShouldBeNull();
        hours.NextChange.ShouldBe(Utc(2026, 12, 28, 14, 30));
        hours.Holiday.ShouldBe("Christmas Day");
        hours.Why.ShouldBe("closed: Christmas Day; opens Mon 28 Dec 09:30 New York (14:30 UTC)");
    }

    [Fact]
    public void After_the_close_the_session_of_the_day_is_still_told()
    {
        var hours = MarketHours.Describe(TradingHours.NewYork, Utc(2026, 7, 7, 1));

        hours.IsOpen.ShouldBeFalse();
        hours.TradingDay.ShouldBe(new DateOnly(2026, 7, 6));
        hours.Session?.Close.ShouldBe(Utc(2026, 7, 6, 20));
        hours.NextChange.ShouldBe(Utc(2026, 7, 7, 13, 30));
        hours.Holiday.ShouldBeNull();
    }

    [Fact]
    public void A_market_around_the_clock_has_no_next_change()
    {
        var hours = MarketHours.Describe(TradingHours.AroundTheClock, Utc(2026, 12, 25, 16));

        hours.IsOpen.ShouldBeTrue();
        hours.NextChange.ShouldBeNull();
        hours.Session?.Open.ShouldBe(Utc(2026, 12, 25));
    }

    [Theory]
    [InlineData("2026-11-25", "Wed 25 Nov 2026: 09:30 to 16:00 New York (14:30 to 21:00 UTC)", null)]
    [InlineData("2026-11-26", "Thu 26 Nov 2026: closed, Thanksgiving Day", "Thanksgiving Day")]
    [InlineData("2026-11-27", "Fri 27 Nov 2026: 09:30 to 13:00 New York (14:30 to 18:00 UTC); closes early, the day after Thanksgiving", "the day after Thanksgiving")]
    [InlineData("2026-11-28", "Sat 28 Nov 2026: closed, weekend", null)]
    public void A_date_tells_its_hours(string day, string why, string? holiday)
    {
        var hours = MarketHours.DescribeDay(TradingHours.NewYork, DateOnly.Parse(day));

        hours.Why.ShouldBe(why);
        hours.Holiday.ShouldBe(holiday);
        hours.Session.HasValue.ShouldBe(!why.Contains("closed,"));
    }

    [Fact]
    public void A_date_around_the_clock_is_open_all_day()
    {
        var hours = MarketHours.DescribeDay(TradingHours.AroundTheClock, new DateOnly(2026, 12, 25));

        hours.Session?.Length.ShouldBe(TimeSpan.FromDays(1));
        hours.Why.ShouldBe("Fri 25 Dec 2026: trades around the clock, every day");
    }

    private static DateTime Utc(int year, int month, int day, int hour = 0, int minute = 0) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Utc);
}
