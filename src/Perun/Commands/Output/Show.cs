using System.Globalization;

namespace Perun.Commands.Output;

/// How numbers and times look everywhere: invariant, UTC, and never rounded where a digit means something.
internal static class Show
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Money(decimal amount) => amount.ToString("#,##0.00", Invariant);

    public static Words Profit(decimal amount) => amount switch
    {
        > 0 => Words.Good("+" + Money(amount)),
        < 0 => Words.Bad(Money(amount)),
        _ => Money(amount),
    };

    public static Words ProfitPercent(decimal percent) => percent switch
    {
        > 0 => Words.Good("+" + Percent(percent)),
        < 0 => Words.Bad(Percent(percent)),
        _ => Percent(percent),
    };

    public static string Percent(decimal percent) => percent.ToString("0.00", Invariant) + "%";

    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.##########", Invariant);

    /// Two decimals at least, more where the price has them.
    public static string Price(decimal price) => price.ToString("#,##0.00########", Invariant);

    public static string Price(decimal? price) => price is { } known ? Price(known) : "";

    public static string Price(double price) => !double.IsFinite(price) ? "none"
        : Math.Abs(price) >= 1 ? price.ToString("#,##0.00##", Invariant) : price.ToString("0.00######", Invariant);

    /// An average is rarely a price that could be traded at: as many digits as its size deserves.
    public static string Average(decimal price) => price == 0 ? "" : price.ToString(Math.Abs(price) >= 1 ? "#,##0.00##" : "0.00######", Invariant);

    public static string Confidence(double? confidence) => confidence is { } known ? known.ToString("0.00", Invariant) : "";

    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", Invariant);

    public static string Time(DateTime? utc) => utc is { } known ? Time(known) : "";

    public static string Count(long count, string one, string? many = null) =>
        count.ToString("#,##0", Invariant) + " " + (count == 1 ? one : many ?? one + "s");

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{span.TotalMilliseconds.ToString("0", Invariant)} ms",
        { TotalSeconds: < 60 } => $"{span.TotalSeconds.ToString("0.0", Invariant)} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => $"{(int)span.TotalDays} d {span.Hours} h",
    };
}
