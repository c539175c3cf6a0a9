using System.Globalization;

namespace Perun.Backtest.Reports;

/// Numbers as a person reads them; a dash where there is none.
internal static class Figures
{
    public const string None = "–";

    public static string Percent(double? fraction) => fraction is { } value ? Signless(value * 100, "#,0.##") + "\u00a0%" : None;

    /// With its sign, for results.
    public static string Change(double? fraction) => fraction is { } value ? (value > 0 ? "+" : "") + Percent(value) : None;

    public static string Money(double? amount) => amount is { } value ? Signless(value, "#,0.00") : None;

    public static string Profit(double? amount) => amount is { } value ? (value > 0 ? "+" : "") + Money(value) : None;

    public static string Ratio(double? number) => number is { } value ? Signless(value, "#,0.00") : None;

    public static string Count(long number) => number.ToString("N0");

    public static string Share(double? chance) => chance is { } value ? Belief.Verdict.Share(value) : None;

    public static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd") ?? None;

    public static string Length(TimeSpan? length) => length switch
    {
        null => None,
        { TotalDays: >= 730 } years => $"{years.TotalDays / 365.25:0.#} years",
        { TotalDays: >= 10 } days => $"{days.TotalDays:0} days",
        { TotalDays: >= 1 } days => $"{days.Days} d {days.Hours} h",
        { TotalHours: >= 1 } hours => $"{hours.Hours} h {hours.Minutes} min",
        { TotalMinutes: >= 1 } minutes => $"{minutes.TotalMinutes:0.#} min",
        { } seconds => $"{seconds.TotalSeconds:0} s",
    };

    public static string Parameter(double value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    // What rounds to nothing has no sign, and a minus is as wide as a plus.
    private static string Signless(double value, string format)
    {
        var text = Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);
        var isNothing = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        return value < 0 && !isNothing ? "\u2212" + text : text;
    }
}
