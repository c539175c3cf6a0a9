using Perun.Backtest.Statistics;

namespace Perun.Backtest.Tests.Statistics;

public sealed class MomentsTests
{
    // Anscombe (1973), the first of the four sets.
    private static readonly double[] X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    private static readonly double[] Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

    [Fact]
    public void Mean_and_deviation_are_as_certified_for_NIST_NumAcc1()
    {
        double[] values = [10000001, 10000003, 10000002];
        Moments.Mean(values).ShouldBe(10000002);
        Moments.Deviation(values).ShouldBe(1);
    }

    [Fact]
    public void Correlation_is_as_published_for_Anscombes_first_set() =>
        Moments.Correlation(X, Y)!.Value.ShouldBe(0.81642051634484, 1e-12);

    [Fact]
    public void Kurtosis_is_as_in_Wikipedias_example_with_an_outlier() =>
        Moments.Kurtosis([0, 3, 4, 1, 2, 3, 0, 2, 1, 3, 2, 0, 2, 2, 3, 2, 5, 2, 3, 999])!.Value.ShouldBe(18.05, 0.01);

    // Deviations -1, -1, 2: m2 = 2, m3 = 2, so 2 / 2^1.5.
    [Fact]
    public void Skewness_is_as_worked_by_hand() => Moments.Skewness([1, 1, 4])!.Value.ShouldBe(1 / Math.Sqrt(2), 1e-12);

    [Fact]
    public void What_needs_more_values_than_there_are_is_null()
    {
        Moments.Mean([]).ShouldBeNull();
        Moments.Deviation([1]).ShouldBeNull();
        Moments.Skewness([1]).ShouldBeNull();
        Moments.Correlation([1, 1], [1, 2]).ShouldBeNull();
        Moments.Kurtosis([0.1, 0.1, 0.1]).ShouldBeNull();
    }

    // R: quantile(1:10, 0.05) is 1.45, quantile(1:10, 0.25) is 3.25.
    [Theory]
    [InlineData(0.05, 1.45)]
    [InlineData(0.25, 3.25)]
    [InlineData(0, 1)]
    [InlineData(1, 10)]
    public void Quantiles_are_those_of_R(double share, double expected) =>
        Quantile.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)!.Value.ShouldBe(expected, 1e-12);
}
