using System.Globalization;

namespace Perun.Web.Charts;

/// Round values for an axis: steps of 1, 2, 2.5 or 5 times a power of ten.
internal static class ValueSteps
{
    private static readonly double[] Round = [1, 2, 2.5, 5, 10];

    public static double Step(double span, int wanted)
    {
        var rough = span / wanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return Round.First(factor => (factor * power) >= rough * 0.9999) * power;
    }

    /// The multiples of the step from low to high.
    public static IEnumerable<double> Between(double low, double high, double step)
    {
        var first = Math.Ceiling((low / step) - 1e-9);
        for (var i = 0; (first + i) * step <= high + (step * 1e-9); i++)
            yield return (first + i) * step;
    }

    /// With just the digits that tell neighbours apart; millions are shortened.
    public static string Label(double value, double step)
    {
        var (unit, suffix) = Math.Abs(value) >= 1e9 ? (1e9, "B") : Math.Abs(value) >= 1e7 ? (1e6, "M") : (1.0, "");
        var digits = 0;
        for (var rest = step / unit; digits < 8 && Math.Abs(rest - Math.Round(rest)) > 1e-6; digits++)
            rest *= 10;
        return (value / unit).ToString("N" + digits, CultureInfo.InvariantCulture).Replace('-', '−') + suffix;
    }
}
