using Perun.Core.Calendars;

namespace Perun.Simulation.World;

/// The share of a usual minute's volatility and volume by the time of day: a smile over a stock exchange's session, a
/// swell around the American day and calm weekends in crypto.
internal sealed class TimeOfDay
{
    public const int SessionMinutes = 390;
    public const int DayMinutes = 1440;

    private readonly double[] _session = new double[SessionMinutes];
    private readonly double[] _day = new double[DayMinutes];

    public TimeOfDay()
    {
        for (var minute = 0; minute < SessionMinutes; minute++)
        {
            var x = (minute + 0.5) / SessionMinutes * 2 - 1;
            var smile = 0.72 + (x < 0 ? 1.25 : 0.75) * x * x * x * x;
            _session[minute] = minute < 10 ? smile * 1.25 : smile;
        }
        for (var minute = 0; minute < DayMinutes; minute++)
        {
            var x = (minute / 60.0 - 16) / 5;
            _day[minute] = 0.85 + 0.4 / (1 + x * x);
        }
        Normalise(_session);
        Normalise(_day);
    }

    public double Crypto(DateTime minute)
    {
        var isWeekend = minute.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return _day[(int)(minute.TimeOfDay.Ticks / TimeSpan.TicksPerMinute)] * (isWeekend ? 0.7 : 1.08);
    }

    public double Equities(DateTime minute, in Session session)
    {
        var place = (minute - session.Open).Ticks * SessionMinutes / session.Length.Ticks;
        return _session[place];
    }

    private static void Normalise(double[] pattern)
    {
        var square = 0.0;
        foreach (var value in pattern) square += value * value;
        var scale = 1 / Math.Sqrt(square / pattern.Length);
        for (var place = 0; place < pattern.Length; place++) pattern[place] *= scale;
    }
}
