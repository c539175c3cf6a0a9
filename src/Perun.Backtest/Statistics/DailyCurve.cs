using Perun.Backtest.Results;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Statistics;

/// A curve resampled to trading days: the last value of each day that has one. Bars of one day lean on one another, so
/// volatility and everything built on it is measured from day to day, whatever the timeframe of the run.
public sealed record DailyCurve(DateOnly[] Days, double[] Values, double[] Returns)
{
    /// <param name="times">Ticks, UTC, the moments at which bars closed. A close at midnight belongs to the day it ends.</param>
    /// <param name="start">The value before the first day.</param>
    public static DailyCurve From(ReadOnlySpan<long> times, ReadOnlySpan<double> values, double start, TradingHours hours)
    {
        var (days, places) = LastOfDays(times, hours);
        double[] daily = new double[places.Length];
        for (var i = 0; i < daily.Length; i++) daily[i] = values[places[i]];
        return new DailyCurve(days, daily, ReturnsOf(daily, start));
    }

    /// The trading days that these moments fall on, and the place of each day's last moment.
    internal static (DateOnly[] Days, int[] Places) LastOfDays(ReadOnlySpan<long> times, TradingHours hours)
    {
        var calendar = TradingCalendar.For(hours);
        var (days, places) = (new List<DateOnly>(), new List<int>());
        for (var i = 0; i < times.Length; i++)
        {
            var day = calendar.TradingDay(new DateTime(times[i] - 1, DateTimeKind.Utc));
            if (days.Count > 0 && days[^1] == day)
            {
                places[^1] = i;
                continue;
            }
            days.Add(day);
            places.Add(i);
        }
        return ([.. days], [.. places]);
    }

    public static DailyCurve From(RunResult run, TradingHours hours) =>
        From(run.Equity.Times, run.Equity.Equity, (double)run.Spec.StartCash, hours);

    /// Trading days in a year: 252 for New York's hours, 365 around the clock.
    public static int DaysPerYear(TradingHours hours) => hours == TradingHours.NewYork ? 252 : 365;

    // What is ruined stays where it is: a return on nothing or on a debt means nothing.
    internal static double[] ReturnsOf(double[] values, double start)
    {
        var returns = new double[values.Length];
        var before = start;
        for (var i = 0; i < values.Length; i++)
        {
            returns[i] = before > 0 ? values[i] / before - 1 : 0;
            before = values[i];
        }
        return returns;
    }
}
