using Perun.Bench.Measuring;

namespace Perun.Bench.Decisions;

/// Perun's own share of a decision: a minute of the market in which a model is asked about all that trade, from the first bar to the
/// last durable row, less the time that the model took. The yardstick is one durable transaction of a row of the size that a
/// decision's record has before it is packed.
internal static class DecisionBenchmarks
{
    private const int Decisions = 100;
    private const double Percentile99 = 0.99;

    public static IEnumerable<Benchmark> All()
    {
        var floor = new Lazy<DecidingFloor>(static () => new DecidingFloor());
        return
        [
            new Benchmark("decision: own share, p50", "ms", () => At(0.5, floor.Value.OwnShare), () => At(0.5, floor.Value.PlainRow)),
            new Benchmark("decision: own share, p99", "ms", () => At(Percentile99, floor.Value.OwnShare), () => At(Percentile99, floor.Value.PlainRow)),
        ];
    }

    /// Of a hundred in a row, the one at this share of them.
    private static double At(double share, Func<double> measure)
    {
        var all = new double[Decisions];
        for (var i = 0; i < Decisions; i++) all[i] = measure();
        Array.Sort(all);
        return all[(int)(share * (Decisions - 1))];
    }
}
