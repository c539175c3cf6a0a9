namespace Perun.Backtest.Statistics;

/// A number that may not exist: null says so, and arithmetic on null stays null.
internal static class Defined
{
    public static double? OrNull(double value) => double.IsFinite(value) ? value : null;

    /// Null where the denominator is nothing, or nothing but rounding.
    public static double? Ratio(double? numerator, double? denominator) =>
        numerator is { } over && denominator is { } under && Math.Abs(under) > 1e-300 ? OrNull(over / under) : null;

    /// A deviation that is rounding beside the size of what deviates counts as none.
    public static double? Spread(double? deviation, double? size) =>
        deviation is { } spread && spread > Math.Abs(size ?? 0) * 1e-12 ? spread : null;
}
