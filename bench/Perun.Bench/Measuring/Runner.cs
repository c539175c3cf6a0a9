using System.Diagnostics;

namespace Perun.Bench.Measuring;

/// Runs subject and yardstick in turn, so that whatever disturbs the machine disturbs both, and takes the medians.
internal static class Runner
{
    private const int Rounds = 15;
    private const int MaxWarmUpCalls = 40;
    private static readonly TimeSpan MaxWarmUp = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan MaxMeasuring = TimeSpan.FromSeconds(4);

    public static Measured Measure(Benchmark benchmark)
    {
        WarmUp(benchmark);
        var values = new List<double>(Rounds);
        var yardsticks = new List<double>(Rounds);
        var start = Stopwatch.GetTimestamp();
        while (values.Count < 3 || (values.Count < Rounds && Stopwatch.GetElapsedTime(start) < MaxMeasuring))
        {
            values.Add(benchmark.Subject());
            yardsticks.Add(benchmark.Yardstick());
        }
        return new Measured(benchmark.Name, benchmark.Unit, Median(values), Median(yardsticks));
    }

    /// Enough calls for the compiler to see that the code is hot, and a pause for it to act on that in the background.
    private static void WarmUp(Benchmark benchmark)
    {
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < 2 || (call < MaxWarmUpCalls && Stopwatch.GetElapsedTime(start) < MaxWarmUp); call++)
        {
            benchmark.Subject();
            benchmark.Yardstick();
        }
        Thread.Sleep(150);
        benchmark.Subject();
        benchmark.Yardstick();
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
