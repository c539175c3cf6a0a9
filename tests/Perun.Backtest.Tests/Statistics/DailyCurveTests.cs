using Perun.Backtest.Statistics;
using Perun.Core.Instruments;

namespace Perun.Backtest.Tests.Statistics;

public sealed class DailyCurveTests
{
    private static long At(int day, int hour) => new DateTime(2024, 7, day, hour, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void The_last_value_of_a_day_is_the_days_and_a_close_at_midnight_ends_the_day_before()
    {
        var daily = DailyCurve.From([At(1, 12), At(2, 0), At(2, 12)], [110, 121, 242], 100, TradingHours.AroundTheClock);
        daily.Days.ShouldBe([new DateOnly(2024, 7, 1), new DateOnly(2024, 7, 2)]);
        daily.Values.ShouldBe([121, 242]);
        daily.Returns.ShouldBe([0.21, 1.0], 1e-12);
    }

    // 02:00 UTC is still the evening before in New York.
    [Fact]
    public void New_Yorks_days_are_counted_in_New_York() =>
        DailyCurve.From([At(2, 2)], [1], 1, TradingHours.NewYork).Days.ShouldBe([new DateOnly(2024, 7, 1)]);

    [Fact]
    public void A_year_has_252_days_in_New_York_and_365_around_the_clock()
    {
        DailyCurve.DaysPerYear(TradingHours.NewYork).ShouldBe(252);
        DailyCurve.DaysPerYear(TradingHours.AroundTheClock).ShouldBe(365);
    }
}
