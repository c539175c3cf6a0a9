using Perun.Core.Bars;

namespace Perun.Backtest.Tests.Checks;

/// A random walk in bars of a minute.
internal static class Walk
{
    public static Bar[] Of(int seed, int count)
    {
        var random = new Random(seed);
        var time = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var close = 100.0;
        var bars = new Bar[count];
        for (var i = 0; i < count; i++)
        {
            var open = close;
            close *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
            bars[i] = new Bar(time.AddMinutes(i), open, Math.Max(open, close) * 1.002, Math.Min(open, close) * 0.998, close, random.Next(1, 1000));
        }
        return bars;
    }
}
