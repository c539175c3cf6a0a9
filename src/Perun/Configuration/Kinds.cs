using System.Globalization;
using Perun.Adapters.Models;
using Perun.Core.Bars;
using Perun.Core.Money;

namespace Perun.Configuration;

/// The most of something; null is as much as there is.
public readonly record struct Bound(decimal? Most)
{
    public static Bound None => default;
}

/// The kinds of values settings have. Numbers are written with a decimal point, whatever the machine's language.
internal static class Kinds
{
    public const int LongestText = 4096;

    public static ValueKind<int> Whole(int least, int most) =>
        new ReadBy<int>($"a whole number from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? (value >= least && value <= most, value, null)
                : (false, 0, Numbers.Complaint(text)));

    public static ValueKind<ulong> Seed { get; } =
        new ReadBy<ulong>($"a whole number from 0 to {ulong.MaxValue}", text =>
            (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value), value, Numbers.Complaint(text)));

    public static ValueKind<decimal> Number(decimal least, decimal most, string unit = "") =>
        new ReadBy<decimal>($"a number from {least} to {most}{(unit.Length > 0 ? " " + unit : "")}", text =>
            Numbers.TryRead(text, out var value)
                ? (value >= least && value <= most, value, null)
                : (false, 0, Numbers.Complaint(text)));

    /// A percentage, with or without its sign.
    public static ValueKind<decimal> Percent(decimal least, decimal most) =>
        new ReadBy<decimal>($"a percentage from {least} to {most}", text =>
            Numbers.TryRead(text.EndsWith('%') ? text[..^1].TrimEnd() : text, out var value)
                ? (value >= least && value <= most, value, null)
                : (false, 0, Numbers.Complaint(text)));

    /// A number of milliseconds, seconds, minutes or days, as the setting's name says.
    public static ValueKind<TimeSpan> Span(TimeSpan unit, int least, int most, string unitName) =>
        new ReadBy<TimeSpan>($"a whole number of {unitName} from {least} to {most}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? (value >= least && value <= most, unit * value, null)
                : (false, default, Numbers.Complaint(text)));

    /// The same where it may be off, which is zero.
    public static ValueKind<TimeSpan> SpanOrOff(TimeSpan unit, int least, int most, string unitName) =>
        new ReadBy<TimeSpan>($"a whole number of {unitName} from {least} to {most}, or off", text =>
            Is(text, "off") || Is(text, "none") ? (true, TimeSpan.Zero, null)
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? (value >= least && value <= most, unit * value, null)
            : (false, default, Numbers.Complaint(text)));

    public static ValueKind<AmountOrPercent> Limit { get; } =
        new ReadBy<AmountOrPercent>("an amount above 0 like 10000, or a share from above 0 to 100 like 10%", ReadLimit);

    public static ValueKind<AmountOrPercent> LimitOrNone { get; } =
        new ReadBy<AmountOrPercent>("an amount like 500, a share up to 100 like 2%, or none", text =>
            text is "0" or "0%" || Is(text, "none") || Is(text, "off") ? (true, AmountOrPercent.None, null) : ReadLimit(text));

    /// A bound that may be absent: null for none.
    public static ValueKind<Bound> BoundOrNone(decimal most) => new ReadBy<Bound>($"a number from 0 to {most}, or none", text =>
        Is(text, "none") || Is(text, "off") ? (true, Bound.None, null)
        : Numbers.TryRead(text, out var value) ? (value >= 0 && value <= most, new Bound(value), null)
        : (false, default, Numbers.Complaint(text)));

    public static ValueKind<string> ModelAddress { get; } = new ReadBy<string>("an https:// address, or an http:// one on this computer", text =>
        ModelAccess.WhyNot(text) is { } why ? (false, null, why) : (true, text, null));

    public static ValueKind<string> ServiceAddress { get; } = new ReadBy<string>("an https:// address, or an http:// one on this computer", text =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0
            ? (true, text, null)
            : (false, null, null));

    public static ValueKind<bool> YesNo { get; } = new ReadBy<bool>("yes or no", text =>
        Is(text, "yes") || Is(text, "true") || Is(text, "on") || text == "1" ? (true, true, null)
        : (Is(text, "no") || Is(text, "false") || Is(text, "off") || text == "0", false, null));

    public static ValueKind<T> Words<T>(params (string Word, T Value)[] words) =>
        new ReadBy<T>("one of " + string.Join(", ", words.Select(word => word.Word)), text =>
        {
            foreach (var (word, value) in words)
            {
                if (Is(text, word)) return (true, value, null);
            }
            return (false, default, null);
        });

    public static ValueKind<Timeframe> Timeframe { get; } = new ReadBy<Timeframe>(
        "one of " + string.Join(", ", Core.Bars.Timeframe.All), text => (Core.Bars.Timeframe.TryParse(text, out var value), value, null));

    public static ValueKind<string> Text(string expected) => new ReadBy<string>(expected, text =>
        text.Length > LongestText ? (false, null, $"it is longer than {LongestText} characters")
        : text.Any(char.IsControl) ? (false, null, "it holds a control character")
        : (true, text, null));

    public static ValueKind<string> FileName { get; } = new ReadBy<string>("a file name without a folder, like perun.log", text =>
        (text.Length <= 200 && text is not ("." or "..") && !text.Any(letter => letter is '/' or '\\' || char.IsControl(letter)), text, null));

    private static (bool, AmountOrPercent, string?) ReadLimit(string text)
    {
        var isPercent = text.EndsWith('%');
        if (!Numbers.TryRead(isPercent ? text[..^1].TrimEnd() : text, out var value)) return (false, default, Numbers.Complaint(text));
        return isPercent
            ? (value is > 0 and <= 100, AmountOrPercent.Percent(value), null)
            : (value is > 0 and <= 1_000_000_000_000m, AmountOrPercent.Amount(value), null);
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
