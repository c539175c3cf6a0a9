using Perun.Core.Bars;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// A formula over bars; the promises are those of IPriceIndicator, and a bar is usable when the prices (and, where it counts, the volume) it needs are.
public interface IBarIndicator<TResult> : IHasState where TResult : struct
{
    TResult Next(in Bar bar);

    /// Continues over a series; `into[i]` is what `Next(bars[i])` would have answered.
    void Run(ReadOnlySpan<Bar> bars, Span<TResult> into)
    {
        Series.Expect(bars.Length, into.Length);
        for (var i = 0; i < bars.Length; i++) into[i] = Next(in bars[i]);
    }
}
