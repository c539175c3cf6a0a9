namespace Perun.Web.Charts;

/// Round moments for an axis.
internal static class TimeSteps
{
    private static readonly TimeSpan[] Round =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14),
        TimeSpan.FromDays(30), TimeSpan.FromDays(90), TimeSpan.FromDays(365), TimeSpan.FromDays(3650),
    ];

    public static TimeSpan Step(TimeSpan span, int most) =>
        Round.FirstOrDefault(step => span / step <= most, Round[^1]);

    /// The multiples of the step, counted from midnight UTC.
    public static IEnumerable<DateTime> Between(DateTime first, DateTime last, TimeSpan step)
    {
        var ticks = (first.Ticks + step.Ticks - 1) / step.Ticks * step.Ticks;
        for (; ticks <= last.Ticks; ticks += step.Ticks)
            yield return new DateTime(ticks, DateTimeKind.Utc);
    }

    /// How much of a moment its label must say.
    public static string Form(TimeSpan step, TimeSpan span) =>
        step >= TimeSpan.FromDays(1) ? "day"
        : span >= TimeSpan.FromDays(1) ? "moment"
        : step < TimeSpan.FromMinutes(1) ? "clock"
        : "minute";
}
