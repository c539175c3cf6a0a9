using System.Globalization;
using Perun.Core.Bars;
using Perun.Tests;

namespace Perun.Core.Tests.Indicators;

/// Bars to try indicators on: recorded ones, and random ones from a seed.
internal static class Prices
{
    /// A cell that is empty or no number is NaN, as a careless feed would hand it on.
    public static Bar[] Recorded(string name)
    {
        var lines = File.ReadAllLines(Fixtures.Path($"indicators/quotes/{name}.csv"));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(Parse)];
    }

    public static Bar[] Random(int seed, int count, double garbageShare = 0)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        var close = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = close;
            close *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
            var high = Math.Max(open, close) * (1 + (random.NextDouble() * 0.005));
            var low = Math.Min(open, close) * (1 - (random.NextDouble() * 0.005));
            bars[i] = new Bar(Start.AddMinutes(i), open, high, low, close, random.Next(0, 1000));
            if (random.NextDouble() < garbageShare) bars[i] = Spoil(bars[i], random);
        }
        return bars;
    }

    public static double[] Closes(Bar[] bars) => [.. bars.Select(bar => bar.Close)];

    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private static readonly double[] Garbage =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 1e120, 1e99, -1e99, 0, -5, double.Epsilon];

    private static Bar Spoil(Bar bar, Random random)
    {
        var garbage = Garbage[random.Next(Garbage.Length)];
        return random.Next(5) switch
        {
            0 => bar with { High = garbage },
            1 => bar with { Low = garbage },
            2 => bar with { Close = garbage },
            3 => bar with { Volume = garbage },
            _ => new Bar(bar.Time, garbage, garbage, garbage, garbage, garbage),
        };
    }

    private static Bar Parse(string line, int index)
    {
        var cells = line.Split(',');
        return new Bar(Start.AddMinutes(index), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5));

        double Cell(int i) =>
            i < cells.Length && double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                ? value
                : double.NaN;
    }
}
