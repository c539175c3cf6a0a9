using System.Globalization;

namespace Perun.Web.Words;

/// Numbers as a trader reads them: grouped, with a true minus sign, no more digits than they have.
internal static class Figures
{
    public const string None = "–";

    public static string Money(decimal amount) => Minus(amount.ToString("#,0.00", CultureInfo.InvariantCulture));

    /// With a plus for a gain, so that colour is not the only sign.
    public static string Signed(decimal amount) => Sign(decimal.Round(amount, 2)) + Money(amount);

    /// Of a number that is already in percent.
    public static string Percent(decimal percent) => Sign(decimal.Round(percent, 2)) + Money(percent) + " %";

    /// Digits as the price has them, two at least and eight at most.
    public static string Price(decimal price) => Minus(price.ToString("#,0.00######", CultureInfo.InvariantCulture));

    /// An average is rarely a price that could be traded at: as many digits as its size deserves.
    public static string Average(decimal price) => Price(Math.Round(price, Math.Abs(price) >= 1 ? 4 : 8));

    public static string Price(decimal? price) => price is { } known ? Price(known) : None;

    /// None where there is no price yet.
    public static string Price(double price) => double.IsFinite(price) && price > 0
        ? price.ToString(price < 1 ? "0.00######" : "#,0.00##", CultureInfo.InvariantCulture)
        : None;

    public static string Quantity(decimal quantity) => Minus(quantity.ToString("#,0.########", CultureInfo.InvariantCulture));

    public static string Share(decimal part, decimal whole) => whole > 0 ? Money(100m * (part / whole)) + " %" : None;

    public static string Confidence(double? confidence) =>
        confidence is { } known && double.IsFinite(known) ? known.ToString("0.00", CultureInfo.InvariantCulture) : None;

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count:#,0} {many}";

    /// gain, loss or even: the class that colours it.
    public static string Tone(decimal amount) => decimal.Round(amount, 2) switch
    {
        > 0 => "gain",
        < 0 => "loss",
        _ => "even",
    };

    private static string Sign(decimal rounded) => rounded > 0 ? "+" : "";

    // A rounded-away loss would otherwise read "-0.00".
    private static string Minus(string text) =>
        !text.StartsWith('-') ? text
        : text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..]
        : string.Concat("−", text.AsSpan(1));
}
