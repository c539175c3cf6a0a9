using Perun.Core.Calendars;

namespace Perun.Core.Tests.Calendars;

public class NewYorkTimeTests
{
    private static readonly DateTime From = Utc(1967, 1, 1);
    private static readonly DateTime Until = Utc(2038, 1, 1);

    [Fact]
    public void Every_quarter_of_an_hour_since_1967_has_the_offset_and_the_date_that_the_zone_database_gives_it()
    {
        var zone = Zone();
        var wrong = new List<DateTime>();
        for (var utc = From; utc < Until; utc = utc.AddMinutes(15))
        {
            var expected = zone.GetUtcOffset(utc);
            var isRight = NewYorkTime.OffsetAt(utc) == expected
                && NewYorkTime.FromUtc(utc) == utc + expected
                && NewYorkTime.DateOf(utc) == DateOnly.FromDateTime(utc + expected);
            if (!isRight) wrong.Add(utc);
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_minute_around_every_change_of_the_clocks_has_the_offset_that_the_zone_database_gives_it()
    {
        var zone = Zone();
        var changes = 0;
        for (var year = From.Year; year < Until.Year; year++)
        {
            var (start, end) = NewYorkTime.DaylightSavingOf(year);
            foreach (var day in (DateOnly[])[start, end])
            {
                var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
                zone.GetUtcOffset(midnight).ShouldNotBe(zone.GetUtcOffset(midnight.AddDays(1)), $"nothing changes on {day}");
                for (var utc = midnight; utc < midnight.AddDays(1); utc = utc.AddMinutes(1))
                    NewYorkTime.OffsetAt(utc).ShouldBe(zone.GetUtcOffset(utc), $"{utc:u}");
                changes++;
            }
        }
        changes.ShouldBe(2 * 71);
    }

    [Fact]
    public void A_moment_survives_the_way_to_New_York_and_back_except_in_the_hour_that_comes_twice()
    {
        for (var utc = Utc(1973, 1, 1); utc < Utc(2010, 1, 1); utc = utc.AddMinutes(30))
        {
            var back = NewYorkTime.ToUtc(NewYorkTime.FromUtc(utc));
            var isSecondComing = !NewYorkTime.IsDaylightSaving(utc) && NewYorkTime.IsDaylightSaving(utc.AddHours(-1));
            back.ShouldBe(isSecondComing ? utc.AddHours(-1) : utc);
            back.Kind.ShouldBe(DateTimeKind.Utc);
        }
    }

    [Fact]
    public void The_hour_that_comes_twice_means_its_first_coming() =>
        NewYorkTime.ToUtc(new DateTime(2026, 11, 1, 1, 30, 0)).ShouldBe(Utc(2026, 11, 1, 5, 30));

    [Fact]
    public void The_hour_that_is_skipped_is_read_as_standard_time() =>
        NewYorkTime.ToUtc(new DateTime(2026, 3, 8, 2, 30, 0)).ShouldBe(Utc(2026, 3, 8, 7, 30));

    [Theory]
    [InlineData("1973-04-29", "1973-10-28")]
    [InlineData("1974-01-06", "1974-10-27")]
    [InlineData("1975-02-23", "1975-10-26")]
    [InlineData("1976-04-25", "1976-10-31")]
    [InlineData("1986-04-27", "1986-10-26")]
    [InlineData("1987-04-05", "1987-10-25")]
    [InlineData("2006-04-02", "2006-10-29")]
    [InlineData("2007-03-11", "2007-11-04")]
    [InlineData("2026-03-08", "2026-11-01")]
    public void Daylight_saving_follows_the_law_of_its_year(string start, string end) =>
        NewYorkTime.DaylightSavingOf(int.Parse(start[..4])).ShouldBe((DateOnly.Parse(start), DateOnly.Parse(end)));

    private static DateTime Utc(int year, int month, int day, int hour = 0, int minute = 0) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Utc);

    private static TimeZoneInfo Zone()
    {
        var isKnown = TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out var zone);
        Assert.SkipUnless(isKnown, "this machine has no zone database to compare with");
        return zone!;
    }
}
