using Perun.Core.Bars;

namespace Perun.Bench.Indicators;

/// A million one-minute bars of a random walk, always the same.
internal static class SampleBars
{
    public const int Count = 1_000_000;

    private static readonly Lazy<Bar[]> LazyBars = new(Make);
    private static readonly Lazy<double[]> LazyCloses = new(() => [.. Bars.Select(bar => bar.Close)]);

    public static Bar[] Bars => LazyBars.Value;

    public static double[] Closes => LazyCloses.Value;

    private static Bar[] Make()
    {
        var random = new Random(7);
        var bars = new Bar[Count];
        var start = new DateTime(2020, 9, 13, 12, 26, 40, DateTimeKind.Utc);
        var close = 100.0;
        for (var i = 0; i < Count; i++)
        {
            var open = close;
            close *= Math.Exp(0.0028 * (random.NextDouble() - 0.5));
            var high = Math.Max(open, close) * (1 + (0.0005 * random.NextDouble()));
            var low = Math.Min(open, close) * (1 - (0.0005 * random.NextDouble()));
            bars[i] = new Bar(start.AddMinutes(i), open, high, low, close, random.Next(1, 1000));
        }
        return bars;
    }
}
