using System.Globalization;
using System.Text.RegularExpressions;

namespace Perun.Mind.Masking;

/// Moves days by whole weeks into a time that nobody remembers: weekdays, hours and distances stay. Dates that others wrote in words are
/// taken out, with the years and the holidays that would tell them.
internal sealed partial class DateMask
{
    /// Milliseconds; no text takes long, but a busy machine may.
    private const int Patience = 60_000;

    private const int FewestWeeks = 25 * 52;
    private const int MostWeeks = 45 * 52;

    private readonly TimeSpan _shift;

    /// <param name="next">Draws from zero up to a bound.</param>
    public DateMask(Func<int, int> next) => _shift = TimeSpan.FromDays(7 * (FewestWeeks + next(MostWeeks - FewestWeeks)));

    public DateTime Later(DateTime real) => real + _shift;

    public DateTime Back(DateTime masked) => masked - _shift;

    /// Perun's own dates, which are all written in one way.
    public string Hide(string text) => OwnCalendar().Replace(Moved(text, _shift), "${day}: a holiday");

    /// The same in what others wrote, where dates come in every form.
    public string HideForeign(string text)
    {
        text = Worded().Replace(text, "[date]");
        text = Numbered().Replace(text, "[date]");
        text = Quarters().Replace(text, "${part} [year]");
        text = Years().Replace(text, "[year]");
        return Holidays().Replace(text, "a holiday");
    }

    public string Show(string text) => Moved(text, -_shift);

    /// Days of the real time that stand in a text.
    public IEnumerable<string> Left(string text, DateTime from, DateTime to) => Iso().Matches(text).Select(found => found.Value)
        .Where(written => DayOf(written) is { } day && day >= from.AddYears(-5) && day <= to.AddYears(5)).Distinct(StringComparer.Ordinal);

    private static string Moved(string text, TimeSpan shift) => Iso().Replace(text, found => DayOf(found.Value) is { } day ? (day + shift).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : found.Value);

    private static DateTime? DayOf(string written) => DateTime.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"(?<!\d)(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<day>New York is (closed|closing early) on [A-Za-z]+ [0-9-]+): [^\n(]*[^\n( ]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex OwnCalendar();

    private const string Month = @"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";

    [GeneratedRegex($@"\b{Month}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{Month}\b(?:,?\s+(?:19|20)\d\d\b)?|\b{Month}\s+(?:19|20)\d\d\b|\b(?:January|February|April|June|July|August|September|October|November|December)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Worded();

    [GeneratedRegex(@"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\d/])", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\b(?<part>Q[1-4]|H[12]|FY)\s?'?(20)?\d\d\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Quarters();

    [GeneratedRegex(@"(?<![\d.,$€£-])(?:19[5-9]\d|20[0-4]\d)(?![\d%-]|[.,]\d)", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Years();

    [GeneratedRegex(@"\b(?:New Year(?:'s)?(?: Day| Eve)?|Martin Luther King(?:,? Jr\.?)?(?: Day)?|Presidents'? Day|Washington's Birthday|Good Friday|Easter|Memorial Day|Juneteenth|Independence Day|Fourth of July|Labor Day|Thanksgiving(?: Day)?|Black Friday|Christmas(?: Day| Eve)?|Halloween|Valentine's Day)\b", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Holidays();
}
