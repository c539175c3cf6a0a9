using Perun.Core.State;

namespace Perun.Core.Indicators;

/// A formula over prices, fed one value at a time or a whole series at once; both give the same bits and may alternate.
/// Its state passes through a stream of state: one loaded into a new indicator with the same parameters goes on where the saved one was.
/// Not known yet is NaN. An input that is not usable (NaN, infinite, 1e100 or more) is answered with NaN and forgotten, as if it had not come.
public interface IPriceIndicator<TResult> : IHasState where TResult : struct
{
    TResult Next(double price);

    /// Continues over a series; `into[i]` is what `Next(prices[i])` would have answered.
    void Run(ReadOnlySpan<double> prices, Span<TResult> into)
    {
        Series.Expect(prices.Length, into.Length);
        for (var i = 0; i < prices.Length; i++) into[i] = Next(prices[i]);
    }
}
