using System.Globalization;
using System.Text.RegularExpressions;

namespace Perun.Mind.Masking;

/// Scales an instrument's prices so that its first is a hundred: moves stay, the level tells nothing. Quantities are divided by the same, so
/// that every amount of money stays what it is.
internal sealed partial class PriceMask
{
    /// Milliseconds; no text takes long, but a busy machine may.
    private const int Patience = 60_000;

    private const double First = 100;

    /// Further from the price than this, a number is of something else.
    private const double Near = 3;

    private readonly Dictionary<string, Level> _levels = new(StringComparer.Ordinal);

    public void Begin(string symbol, double price) => _levels[symbol] = new Level(First / price, price);

    public void See(string symbol, double price) => _levels[symbol].Last = price;

    public double FactorOf(string symbol) => _levels.TryGetValue(symbol, out var level) ? level.Factor : 1;

    /// What others wrote about one instrument: amounts that lie near its price are taken for prices.
    public string HideForeign(string text, string symbol) => !_levels.TryGetValue(symbol, out var level) ? text : Amounts().Replace(text, found =>
    {
        if (!double.TryParse(found.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return found.Value;
        return value >= level.Last / Near && value <= level.Last * Near ? found.Groups["sign"].Value + (value * level.Factor).ToString("0.00", CultureInfo.InvariantCulture) : found.Value;
    });

    private sealed class Level(double factor, double last)
    {
        public double Factor => factor;

        public double Last { get; set; } = last;
    }

    /// With a currency's sign, a thousands separator or decimals, and no unit behind that would make it something else.
    [GeneratedRegex(@"(?<![\w.,])(?:(?<sign>[$€£])(?<number>\d[\d,]*(?:\.\d+)?)|(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+))(?![\w%]|[.,]\d|\s?(?:%|percent|million|billion|trillion|mln|bn|times|x)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Amounts();
}
