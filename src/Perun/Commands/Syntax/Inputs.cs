using System.Globalization;

namespace Perun.Commands.Syntax;

/// What a person typed, as a value; or one sentence about what is wrong with it.
internal static class Inputs
{
    public const decimal Most = 1_000_000_000_000m;

    /// A quantity or a price: a finite number above zero.
    public static decimal? Positive(string? text, string what, string example)
    {
        if (text is null) return null;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            var comma = text.Contains(',') ? " (write a decimal point, and no commas)" : "";
            throw CommandFailedException.Usage($"The {what} \"{Brief(text)}\" is not a number{comma}: give one above 0, like {example}.");
        }
        if (value <= 0) throw CommandFailedException.Usage($"The {what} is {value}: give a number above 0, like {example}.");
        if (value > Most) throw CommandFailedException.Usage($"The {what} {value} is larger than anything that can be traded: give a number like {example}.");
        return value;
    }

    public static int Whole(string? text, string what, int least, int most, int fallback)
    {
        if (text is null) return fallback;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        throw CommandFailedException.Usage($"{what} \"{Brief(text)}\" is not a whole number from {least} to {most}.");
    }

    public static DateOnly? Date(string? text)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        throw CommandFailedException.Usage($"\"{Brief(text)}\" is not a date: give one like 2026-12-24.");
    }

    private static readonly string[] TimeFormats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// The beginning of a stretch of time, UTC.
    public static DateTime From(string? text) => Moment(text, 0) ?? DateTime.MinValue;

    /// The first moment after a stretch of time, UTC; a date is meant with its whole day.
    public static DateTime To(string? text) => Moment(text, 1) ?? DateTime.MaxValue;

    private static DateTime? Moment(string? text, int daysAfter)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day.AddDays(daysAfter).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        if (DateTime.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
        throw CommandFailedException.Usage($"\"{Brief(text)}\" is not a time: give a date like 2026-01-05, or a time in UTC like 2026-01-05T14:30.");
    }

    /// A journal position, or a time in UTC.
    public static JournalPlace Place(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0) return new JournalPlace(position, null);
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
        if (DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return new JournalPlace(null, time);
        throw CommandFailedException.Usage($"\"{Brief(text)}\" is no place in the journal: give a position like 1, or a time in UTC like 2026-01-05T14:30.");
    }

    public static string Brief(string text)
    {
        var visible = string.Concat(text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter));
        return text.Length > 40 ? visible + "…" : visible;
    }
}
