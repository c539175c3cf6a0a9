using Perun.Backtest.Results;
using Perun.Backtest.Search;
using Perun.Bench.Measuring;
using Perun.Bench.Yardstick;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;

namespace Perun.Bench.Search;

/// A thousand parameter sets of the speed task over a hundred thousand bars, on every core: with shared work, each set straight by
/// itself, and fewer of them by messages, beside as many tight loops on as many cores.
internal static class SweepBenchmarks
{
    private const int Bars = 100_000;
    private const int Sets = 1_000;
    private const int MessageSets = 20;

    public static IEnumerable<Benchmark> All()
    {
        var bars = new Lazy<Bar[]>(() => YardstickTask.MakeUp(Bars));
        yield return Benchmark.PerSecond("sweep: 1,000 sets, shared work", "sets", Sets, () => Search(bars.Value, RunWay.Straight, mayShare: true, Sets), () => Loops(bars.Value, Sets));
        yield return Benchmark.PerSecond("sweep: 1,000 sets, each by itself", "sets", Sets, () => Search(bars.Value, RunWay.Straight, mayShare: false, Sets), () => Loops(bars.Value, Sets));
        yield return Benchmark.PerSecond("sweep: 20 sets, by messages", "sets", MessageSets, () => Search(bars.Value, RunWay.Messages, mayShare: false, MessageSets), () => Loops(bars.Value, MessageSets));
    }

    private static void Search(Bar[] bars, RunWay way, bool mayShare, int sets)
    {
        string[] vary = sets == Sets ? ["period=5:200:5", "stopAtr=1:3:0.5", "targetAtr=2:4:0.5"] : ["period=10:200:10"];
        var (space, problems) = SearchSpace.Of(SmaCross.Definition, [], vary);
        if (space is null) throw new InvalidOperationException(string.Join(' ', problems));
        var ranking = ParameterSearch.Rank(
            new SearchPlan { Run = YardstickTask.Plan(bars) with { Way = way }, Space = space, Hours = TradingHours.AroundTheClock, MayShare = mayShare }, null, null, CancellationToken.None);
        if (ranking.Count != sets) throw new InvalidOperationException($"{ranking.Count} sets in place of {sets}");
    }

    private static void Loops(Bar[] bars, int sets) => Parallel.For(0, sets, set =>
    {
        var (period, stop, target) = sets == Sets ? (5 + set / 25 * 5, 1 + set / 5 % 5 * 0.5, 2 + set % 5 * 0.5) : (10 + set * 10, 2, 3);
        if (SweepLoop.Run(bars, period, stop, target).Trips == 0) throw new InvalidOperationException("a loop traded nothing");
    });
}
