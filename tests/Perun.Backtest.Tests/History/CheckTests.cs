using Perun.Backtest.History;
using Perun.Backtest.History.Checking;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.History;

public sealed class CheckTests : IDisposable
{
    private readonly Given _given = new();

    public void Dispose() => _given.Dispose();

    [Fact]
    public void Minutes_without_a_gap_are_whole()
    {
        var report = Check(TradingHours.AroundTheClock, Given.Minutes(5000));
        (report.Expected, report.Missing, report.Gaps, report.IsSound).ShouldBe((5000, 0, 0, true));
        report.Counts.Values.Sum().ShouldBe(0);
    }

    [Fact]
    public void Gaps_are_found_with_their_ends_longest_first()
    {
        var bars = Given.Minutes(5000).Where((_, index) => index is not (100 or (>= 2000 and < 2060))).ToArray();
        var report = Check(TradingHours.AroundTheClock, bars);
        (report.Missing, report.Gaps).ShouldBe((61, 2));
        report.LongestGaps[0].ShouldBe(new Gap(Given.At(2000), Given.At(2059), 60));
        report.LongestGaps[1].ShouldBe(new Gap(Given.At(100), Given.At(100), 1));
    }

    /// Friday 27 November 2026 closes at 13:00; the clocks went forward on Sunday 8 March.
    [Theory]
    [InlineData(2026, 11, 24, 2026, 11, 30, (3 * 390) + 210 + 390)]
    [InlineData(2026, 3, 6, 2026, 3, 10, 3 * 390)]
    [InlineData(2026, 10, 30, 2026, 11, 3, 3 * 390)]
    public void Early_closes_holidays_and_changes_of_the_clock_are_no_gaps(int year, int month, int day, int toYear, int toMonth, int toDay, int expected)
    {
        var days = Enumerable.Range(0, 10).Select(offset => new DateOnly(year, month, day).AddDays(offset)).Where(date => date <= new DateOnly(toYear, toMonth, toDay));
        var bars = days.SelectMany(SessionMinutes).ToArray();
        var report = Check(TradingHours.NewYork, bars);
        (report.Bars, report.Expected, report.Missing, report.IsSound).ShouldBe((bars.Length, bars.Length, 0, true));
        if (month == 11) (expected - 390).ShouldBe(bars.Length);
        else bars.Length.ShouldBe(expected);
        // The same minutes an hour later would be outside, and leave a gap.
        var shifted = Check(TradingHours.NewYork, [.. bars.Select(bar => bar with { Time = bar.Time.AddHours(1) })]);
        shifted.Counts[Oddity.OutsideSession].ShouldBeGreaterThanOrEqualTo(60);
        shifted.IsSound.ShouldBeFalse();
    }

    [Fact]
    public void A_gap_over_a_weekend_counts_only_what_was_open()
    {
        var friday = SessionMinutes(new DateOnly(2026, 1, 9));
        var monday = SessionMinutes(new DateOnly(2026, 1, 12));
        var report = Check(TradingHours.NewYork, [.. friday.SkipLast(10), .. monday.Skip(5)]);
        report.LongestGaps.ShouldHaveSingleItem().ShouldBe(new Gap(friday[^10].Time, monday[4].Time, 15));
        report.Days.ShouldBe([new DayCoverage(new DateOnly(2026, 1, 9), 390, 380), new DayCoverage(new DateOnly(2026, 1, 12), 390, 385)]);
    }

    [Fact]
    public void Odd_bars_are_named()
    {
        var bars = Given.Minutes(1000);
        bars[100] = bars[100] with { Low = 0 };
        bars[200] = bars[200] with { High = bars[200].Low / 2 };
        bars[300] = bars[300] with { High = bars[300].High * 1.5 };
        for (var i = 500; i < bars.Length; i++) bars[i] = new Bar(bars[i].Time, bars[i].Open / 4, bars[i].High / 4, bars[i].Low / 4, bars[i].Close / 4, 1);
        var report = Check(TradingHours.AroundTheClock, bars);
        report.Counts[Oddity.BadPrice].ShouldBe(1);
        report.Counts[Oddity.Contradiction].ShouldBe(1);
        report.Counts[Oddity.Spike].ShouldBe(1);
        report.Counts[Oddity.Jump].ShouldBe(1);
        report.Findings.Single(finding => finding.Oddity == Oddity.Jump).Time.ShouldBe(Given.At(500));
        report.IsSound.ShouldBeFalse();
    }

    [Fact]
    public void Apples_splits_stand_out()
    {
        _given.Import(Perun.Tests.Fixtures.Path("lean/daily/aapl.zip"));
        using var file = _given.Store.Open(new SeriesKey("AAPL", Timeframe.D1));
        var report = Checker.Check(file);
        report.Missing.ShouldBe(0, string.Join(", ", report.LongestGaps));
        report.Counts[Oddity.OutsideSession].ShouldBe(0);
        var jumps = report.Findings.Where(finding => finding.Oddity == Oddity.Jump).Select(finding => DateOnly.FromDateTime(finding.Time)).ToArray();
        jumps.ShouldContain(new DateOnly(2014, 6, 9));
        jumps.ShouldContain(new DateOnly(2020, 8, 31));
    }

    private static Bar[] SessionMinutes(DateOnly day) => TradingCalendar.NewYork.SessionOn(day) is not { } session ? []
        : [.. Enumerable.Range(0, (int)session.Length.TotalMinutes).Select(minute => new Bar(session.Open.AddMinutes(minute), 100, 101, 99, 100 + (minute % 3 * 0.1), 1))];

    private CheckReport Check(TradingHours hours, Bar[] bars)
    {
        var key = new SeriesKey("TEST", Timeframe.M1);
        if (_given.Store.Keys().Contains(key)) _given.Store.Remove(key);
        _given.Store.Append(key, hours, "test", BarColumns.Of(bars).Bars);
        using var file = _given.Store.Open(key);
        return Checker.Check(file);
    }
}
