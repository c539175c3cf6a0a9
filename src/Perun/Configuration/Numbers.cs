using System.Globalization;

namespace Perun.Configuration;

/// Numbers as people type them, and what to tell those who type them another way.
internal static class Numbers
{
    public static bool TryRead(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    public static string? Complaint(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal)) return "write numbers without thousands separators and with a decimal point, like 1234.5";
        if (text.AsSpan().IndexOfAny('_', ' ', '\'') >= 0) return "write numbers without separators, like 12345";
        if (text.AsSpan().IndexOfAny("$€£") >= 0) return "leave the currency sign out";
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && !double.IsFinite(number)
            ? "it is not a finite number"
            : null;
    }
}
