using Perun.Core.Bars;

namespace Perun.Core.Indicators;

/// Whole series through an indicator.
public static class Series
{
    /// Continues over a series, into memory of the caller; at least as long as the series.
    public static void Run<TResult>(this IPriceIndicator<TResult> indicator, ReadOnlySpan<double> prices, Span<TResult> into)
        where TResult : struct => indicator.Run(prices, into);

    /// Continues over a series, into memory of the caller; at least as long as the series.
    public static void Run<TResult>(this IBarIndicator<TResult> indicator, ReadOnlySpan<Bar> bars, Span<TResult> into)
        where TResult : struct => indicator.Run(bars, into);

    /// Continues over a series, into a new array.
    public static TResult[] Over<TResult>(this IPriceIndicator<TResult> indicator, ReadOnlySpan<double> prices)
        where TResult : struct
    {
        var results = new TResult[prices.Length];
        indicator.Run(prices, results);
        return results;
    }

    /// Continues over a series, into a new array.
    public static TResult[] Over<TResult>(this IBarIndicator<TResult> indicator, ReadOnlySpan<Bar> bars)
        where TResult : struct
    {
        var results = new TResult[bars.Length];
        indicator.Run(bars, results);
        return results;
    }

    internal static void Expect(int inputs, int places)
    {
        if (places < inputs) throw new ArgumentException($"{inputs} results do not fit into {places} places", nameof(places));
    }
}
