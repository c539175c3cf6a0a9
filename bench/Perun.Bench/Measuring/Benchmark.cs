using System.Diagnostics;

namespace Perun.Bench.Measuring;

/// A subject and the yardstick that is run beside it. Each call of either takes one measurement, in the unit.
internal sealed record Benchmark(string Name, string Unit, Func<double> Subject, Func<double> Yardstick)
{
    /// Nanoseconds for each of the items that one call handles.
    public static Benchmark Nanoseconds(string name, string per, int items, Action subject, Action yardstick) =>
        new(name, $"ns/{per}", () => Seconds(subject) * 1e9 / items, () => Seconds(yardstick) * 1e9 / items);

    /// How many of the items that one call handles would be handled in a second.
    public static Benchmark PerSecond(string name, string item, int items, Action subject, Action yardstick) =>
        new(name, $"{item}/s", () => items / Seconds(subject), () => items / Seconds(yardstick));

    /// Bytes that this thread allocates for each of the items that one call handles.
    public static Benchmark Bytes(string name, string per, int items, Action subject, Action yardstick) =>
        new(name, $"bytes/{per}", () => Allocated(subject) / items, () => Allocated(yardstick) / items);

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

internal sealed record Measured(string Name, string Unit, double Value, double Yardstick)
{
    /// Null where the yardstick is nothing: there is no ratio to zero.
    public double? Ratio => Yardstick == 0 ? null : Value / Yardstick;
}
