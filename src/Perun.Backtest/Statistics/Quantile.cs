namespace Perun.Backtest.Statistics;

/// The value below which a share of a sample lies, drawn linearly between neighbours (Hyndman and Fan's type 7, as in R,
/// NumPy and spreadsheets).
public static class Quantile
{
    public static double? Of(ReadOnlySpan<double> values, double share)
    {
        if (values.IsEmpty) return null;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, share);
    }

    public static double OfSorted(ReadOnlySpan<double> rising, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rising.Length);
        var place = Math.Clamp(share, 0, 1) * (rising.Length - 1);
        var below = (int)place;
        return below + 1 < rising.Length
            ? rising[below] + (place - below) * (rising[below + 1] - rising[below])
            : rising[^1];
    }

    /// The share of a rising sample that is at most this value.
    public static double ShareAtMost(ReadOnlySpan<double> rising, double value)
    {
        var (low, high) = (0, rising.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rising[middle] <= value) low = middle + 1;
            else high = middle;
        }
        return rising.IsEmpty ? 0 : (double)low / rising.Length;
    }
}
