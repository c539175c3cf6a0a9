using System.Runtime.CompilerServices;

namespace Perun.Core.Indicators.Windows;

/// A quotient that is never infinite: over nothing it is what the caller calls neutral, and beyond the range of a double it is not known.
internal static class Ratio
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double part, double whole, double neutral)
    {
        if (whole == 0) return neutral;
        var ratio = part / whole;
        return double.IsFinite(ratio) ? ratio : double.NaN;
    }
}
