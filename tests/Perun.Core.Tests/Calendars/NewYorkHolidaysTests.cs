using System.Globalization;
using System.Text.Json;
using Perun.Core.Calendars;
using Perun.Tests;

namespace Perun.Core.Tests.Calendars;

public class NewYorkHolidaysTests
{
    // The list leaves out its first year's two early closes and the one before the year 2000, and shortens a Sunday.
    private static readonly DateOnly[] EarlyClosesMissingFromTheList =
        [new(1998, 11, 27), new(1998, 12, 24), new(1999, 12, 31)];
    private static readonly DateOnly[] WeekendHolidaysInTheList = [new(2011, 1, 1), new(2022, 1, 1)];
    private static readonly DateOnly[] WeekendEarlyClosesInTheList = [new(2017, 12, 24)];

    [Fact]
    public void The_holidays_are_exactly_those_of_the_list()
    {
        var listed = Listed().Holidays;
        listed.Count.ShouldBe(293);
        listed.Where(IsWeekend).ShouldBe(WeekendHolidaysInTheList, ignoreOrder: true);

        var computed = ListedYears().Where(day => NewYorkHolidays.ClosureOn(day) is not null);

        computed.ShouldBe(listed.Except(WeekendHolidaysInTheList), ignoreOrder: true);
    }

    [Fact]
    public void The_early_closes_are_those_of_the_list_and_three_that_it_lacks()
    {
        var listed = Listed().EarlyCloses;
        listed.Count.ShouldBe(65);
        listed.Where(IsWeekend).ShouldBe(WeekendEarlyClosesInTheList);

        var computed = ListedYears().Where(day => NewYorkHolidays.EarlyCloseOn(day) is not null);

        computed.ShouldBe(
            listed.Except(WeekendEarlyClosesInTheList).Concat(EarlyClosesMissingFromTheList), ignoreOrder: true);
    }

    [Fact]
    public void Every_other_weekday_of_the_listed_years_is_a_full_session_and_no_weekend_is()
    {
        var (holidays, earlyCloses) = Listed();
        foreach (var day in ListedYears())
        {
            var isTradingDay = !IsWeekend(day) && !holidays.Contains(day);
            var isShortened = isTradingDay && (earlyCloses.Contains(day) || EarlyClosesMissingFromTheList.Contains(day));

            var session = TradingCalendar.NewYork.SessionOn(day);

            (session?.Length.TotalMinutes).ShouldBe(!isTradingDay ? null : isShortened ? 210 : 390, $"{day}");
        }
    }

    [Theory]
    [InlineData("2026-01-01", "New Year's Day")]
    [InlineData("2023-01-02", "New Year's Day")]
    [InlineData("2026-01-19", "Martin Luther King Jr. Day")]
    [InlineData("2026-02-16", "Washington's Birthday")]
    [InlineData("2026-04-03", "Good Friday")]
    [InlineData("2026-05-25", "Memorial Day")]
    [InlineData("2026-06-19", "Juneteenth")]
    [InlineData("2026-07-03", "Independence Day")]
    [InlineData("2026-09-07", "Labor Day")]
    [InlineData("2026-11-26", "Thanksgiving Day")]
    [InlineData("2021-12-24", "Christmas Day")]
    [InlineData("1980-11-04", "Election Day")]
    [InlineData("2001-09-14", "attacks of September 11")]
    [InlineData("2025-01-09", "day of mourning for Jimmy Carter")]
    public void A_holiday_has_its_name(string day, string name) => NewYorkHolidays.ClosureOn(DateOnly.Parse(day)).ShouldBe(name);

    [Theory]
    [InlineData("2021-12-31")] // before a Saturday's New Year
    [InlineData("1997-01-20")] // before Martin Luther King Jr. Day was kept
    [InlineData("2021-06-18")] // before Juneteenth was kept
    [InlineData("1984-11-06")] // after Election Day was kept
    [InlineData("2001-09-10")]
    [InlineData("2001-09-17")]
    [InlineData("2026-10-12")] // Columbus Day
    [InlineData("2026-11-11")] // Veterans Day
    public void A_day_that_only_looks_like_a_holiday_is_a_trading_day(string day) =>
        NewYorkHolidays.HasSession(DateOnly.Parse(day)).ShouldBeTrue();

    [Theory]
    [InlineData("2002-07-05", "2002-07-03")] // the old way around a Thursday's Independence Day
    [InlineData("2013-07-03", "2013-07-05")] // the new way
    [InlineData("2003-12-26", "2008-12-26")] // decided each year
    [InlineData("1993-11-26", "1991-11-29")] // before and after early closes began
    [InlineData("2024-11-29", "2024-11-27")]
    public void Of_two_like_days_one_closes_early(string shortened, string full)
    {
        NewYorkHolidays.EarlyCloseOn(DateOnly.Parse(shortened)).ShouldNotBeNull();
        NewYorkHolidays.EarlyCloseOn(DateOnly.Parse(full)).ShouldBeNull();
        NewYorkHolidays.HasSession(DateOnly.Parse(full)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1818, "03-20")] // the earliest Easter that there can be
    [InlineData(1943, "04-23")] // the latest
    [InlineData(1981, "04-17")] // a year that a simpler rule has a week too late, as 2049
    [InlineData(2038, "04-23")]
    [InlineData(2049, "04-16")]
    [InlineData(2100, "03-26")]
    public void Good_Friday_is_two_days_before_Easter(int year, string monthAndDay) =>
        NewYorkHolidays.GoodFriday(year).ShouldBe(DateOnly.Parse($"{year}-{monthAndDay}"));

    private static IEnumerable<DateOnly> ListedYears()
    {
        for (var day = new DateOnly(1998, 1, 1); day.Year <= 2028; day = day.AddDays(1)) yield return day;
    }

    private static (HashSet<DateOnly> Holidays, HashSet<DateOnly> EarlyCloses) Listed()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("lean/market-hours-subset.json")));
        var equities = json.RootElement.GetProperty("Equity-usa-[*]");
        var earlyCloses = equities.GetProperty("earlyCloses").EnumerateObject().ToList();
        earlyCloses.ShouldAllBe(entry => entry.Value.GetString() == "13:00:00");
        return (
            equities.GetProperty("holidays").EnumerateArray().Select(entry => Day(entry.GetString()!)).ToHashSet(),
            earlyCloses.Select(entry => Day(entry.Name)).ToHashSet());
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture);
}
