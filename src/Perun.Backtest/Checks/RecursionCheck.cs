using Perun.Core.Bars;
using Perun.Core.Strategies;

namespace Perun.Backtest.Checks;

/// How much history must a strategy have seen before it matters no more where history began? Exponential averages never
/// quite forget. Strategies that begin 8, 16, 32 ... bars before a stretch of history are compared there with one that saw all.
public static class RecursionCheck
{
    public const int FewestBars = 64;

    private const int FewestWarmUp = 8;
    private const double ConfidenceTolerance = 0.01;

    /// <param name="tolerance">How far stops and targets may lie apart, as a fraction of the price.</param>
    public static RecursionReport Run(Func<IStrategy> make, Bar[] bars, double tolerance = 1e-4, int stretches = 8, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars.Length, FewestBars);
        ArgumentOutOfRangeException.ThrowIfLessThan(stretches, 1);
        var said = Hearing.Of(make(), bars, cancel);
        var half = bars.Length / 2;
        var ideas = said.AsSpan(half).Length - said.AsSpan(half).Count(default(Idea));
        List<WarmUpTrial> trials = [];
        for (var warmUp = FewestWarmUp; warmUp <= half; warmUp *= 2) trials.Add(Try(make, bars, said, warmUp, tolerance, stretches, cancel));
        var lastBad = trials.FindLastIndex(trial => trial.Different > 0);
        return new RecursionReport(lastBad + 1 < trials.Count ? trials[lastBad + 1].WarmUp : null, ideas, trials);
    }

    /// The second half of history in stretches; before each, a new strategy sees only the warm-up.
    private static WarmUpTrial Try(Func<IStrategy> make, Bar[] bars, Idea[] said, int warmUp, double tolerance, int stretches, CancellationToken cancel)
    {
        var half = bars.Length / 2;
        var (compared, different) = (0, 0);
        WarmUpDifference? first = null;
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            var from = half + (int)((long)(bars.Length - half) * stretch / stretches);
            var to = half + (int)((long)(bars.Length - half) * (stretch + 1) / stretches);
            var says = Hearing.Of(make(), bars.AsSpan(from - warmUp, to - from + warmUp), cancel);
            for (var i = from; i < to; i++)
            {
                compared++;
                var now = says[i - from + warmUp];
                if (Agree(said[i], now, tolerance * bars[i].Close)) continue;
                different++;
                first ??= new WarmUpDifference(i + 1, bars[i].Time, Hearing.Words(said[i]), Hearing.Words(now));
            }
        }
        return new WarmUpTrial(warmUp, compared, different, first);
    }

    private static bool Agree(in Idea one, in Idea other, double apart) =>
        one.Action == other.Action && Math.Abs(one.Confidence - other.Confidence) <= ConfidenceTolerance
        && Math.Abs(one.Stop - other.Stop) <= apart && Math.Abs(one.Target - other.Target) <= apart;
}
