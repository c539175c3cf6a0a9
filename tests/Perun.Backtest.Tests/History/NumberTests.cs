using System.Globalization;
using System.Text;
using Perun.Backtest.History.Importing;

namespace Perun.Backtest.Tests.History;

public sealed class NumberTests
{
    [Fact]
    public void Numbers_are_read_as_the_framework_reads_them_bit_by_bit()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var value = Math.Exp((random.NextDouble() * 60) - 30) * (random.Next(2) == 0 ? 1 : -1);
            var text = random.Next(4) switch
            {
                0 => value.ToString("0.00", CultureInfo.InvariantCulture),
                1 => value.ToString("0.########", CultureInfo.InvariantCulture),
                2 => value.ToString("E5", CultureInfo.InvariantCulture),
                _ => value.ToString(CultureInfo.InvariantCulture),
            };
            NumberText.TryRead(Encoding.UTF8.GetBytes(text), (byte)'.', out var read).ShouldBeTrue(text);
            BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("12a")]
    [InlineData("-")]
    public void What_is_no_number_is_none(string text) => NumberText.TryRead(Encoding.UTF8.GetBytes(text), (byte)'.', out _).ShouldBeFalse();

    [Theory]
    [InlineData(TimeStyle.Iso, ClockZone.NewYork, "2026-03-08 01:59", "2026-03-08T06:59:00")]
    [InlineData(TimeStyle.Iso, ClockZone.NewYork, "2026-03-08 03:00", "2026-03-08T07:00:00")]
    [InlineData(TimeStyle.Iso, ClockZone.NewYork, "2026-11-01T09:30:00", "2026-11-01T14:30:00")]
    [InlineData(TimeStyle.Iso, ClockZone.NewYork, "2026-07-01T09:30:00Z", "2026-07-01T09:30:00")]
    [InlineData(TimeStyle.Iso, ClockZone.Utc, "2026-07-01T09:30:00.250+02:00", "2026-07-01T07:30:00.250")]
    [InlineData(TimeStyle.MonthFirst, ClockZone.Utc, "7/1/2026 12:05 AM", "2026-07-01T00:05:00")]
    [InlineData(TimeStyle.MonthFirst, ClockZone.Utc, "7/1/2026 12:05:30 pm", "2026-07-01T12:05:30")]
    [InlineData(TimeStyle.DayFirst, ClockZone.Utc, "31.12.2026 23:59", "2026-12-31T23:59:00")]
    [InlineData(TimeStyle.Compact, ClockZone.NewYork, "20260701 0930", "2026-07-01T13:30:00")]
    public void Times_are_read_on_the_clock_they_are_written_on(TimeStyle style, ClockZone zone, string text, string utc)
    {
        var times = new TimeText(style, zone);
        for (var again = 0; again < 2; again++)
        {
            times.TryRead(Encoding.UTF8.GetBytes(text), default, out var ticks).ShouldBeTrue();
            new DateTime(ticks).ShouldBe(DateTime.Parse(utc, CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(TimeStyle.Iso, "2026-02-30")]
    [InlineData(TimeStyle.Iso, "2026-02-03 25:00")]
    [InlineData(TimeStyle.Iso, "2026-02-03x")]
    [InlineData(TimeStyle.EpochSeconds, "-12")]
    [InlineData(TimeStyle.EpochSeconds, "99999999999999999")]
    [InlineData(TimeStyle.MonthFirst, "31.12.2026")]
    public void What_is_no_time_is_none(TimeStyle style, string text) =>
        new TimeText(style, ClockZone.Utc).TryRead(Encoding.UTF8.GetBytes(text), default, out _).ShouldBeFalse();
}
