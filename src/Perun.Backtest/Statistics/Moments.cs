namespace Perun.Backtest.Statistics;

/// What is known of a sample by its moments.
public static class Moments
{
    public static double? Mean(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return null;
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return Defined.OrNull(sum / values.Length);
    }

    /// Of a sample: divided by one less than the count.
    public static double? Deviation(ReadOnlySpan<double> values) =>
        values.Length < 2 || Mean(values) is not { } mean ? null
            : Defined.OrNull(Math.Sqrt(CentralSum(values, mean, 2) / (values.Length - 1)));

    /// The third standardised moment, without a correction for small samples; zero for the normal.
    public static double? Skewness(ReadOnlySpan<double> values) => Standardised(values, 3);

    /// The fourth standardised moment, without a correction for small samples; three for the normal.
    public static double? Kurtosis(ReadOnlySpan<double> values) => Standardised(values, 4);

    /// Of a sample: divided by one less than the count.
    public static double? Covariance(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, right.Length);
        if (left.Length < 2 || Mean(left) is not { } meanLeft || Mean(right) is not { } meanRight) return null;
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += (left[i] - meanLeft) * (right[i] - meanRight);
        return Defined.OrNull(sum / (left.Length - 1));
    }

    public static double? Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right) =>
        Defined.Ratio(
            Covariance(left, right),
            Defined.Spread(Deviation(left), Mean(left)) * Defined.Spread(Deviation(right), Mean(right)));

    private static double? Standardised(ReadOnlySpan<double> values, int power)
    {
        if (values.Length < 2 || Mean(values) is not { } mean) return null;
        var spread = Defined.Spread(Math.Sqrt(CentralSum(values, mean, 2) / values.Length), mean);
        return spread is { } deviation
            ? Defined.OrNull(CentralSum(values, mean, power) / values.Length / Power(deviation, power))
            : null;
    }

    private static double CentralSum(ReadOnlySpan<double> values, double mean, int power)
    {
        var sum = 0.0;
        foreach (var value in values) sum += Power(value - mean, power);
        return sum;
    }

    private static double Power(double value, int power)
    {
        var result = value;
        for (var i = 1; i < power; i++) result *= value;
        return result;
    }
}
