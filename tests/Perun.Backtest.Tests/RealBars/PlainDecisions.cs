using Perun.Core.Bars;

namespace Perun.Backtest.Tests.RealBars;

/// What a rule wants at the close of a bar.
internal readonly record struct Wish(bool Buys, bool Sells, double Stop, double Target)
{
    public static readonly Wish Leave = new(false, true, 0, 0);
}

/// The rules of the built-in strategies with their defaults, each written out from its definition and slow on purpose: every
/// average is summed anew. Shares nothing with the strategies or the indicators but the definition.
internal sealed class PlainDecisions(Bar[] bars)
{
    private readonly double[] _close = [.. bars.Select(bar => bar.Close)];
    private readonly double[] _range = Ranges(bars);

    public Wish[] Of(string strategy) => strategy switch
    {
        "sma-atr" => Crossing(i => i < 19 ? null : _close[i] > Mean(i, 20)),
        "ema-cross" => EmaCross(),
        "macd" => Macd(),
        "rsi-reversion" => Reversion(Rsi(), _ => 30, _ => 60),
        "bollinger-reversion" => Reversion(_close, i => Band(i, -2), i => Mean(i, 20)),
        "donchian-breakout" => Donchian(),
        "buy-and-hold" => [.. bars.Select((bar, i) => i % 20 == 0 ? new Wish(true, false, bar.Close * 0.95, double.PositiveInfinity) : default)],
        "random" => [.. bars.Select((bar, i) => double.IsNaN(_range[i]) ? default : Die(bar) switch { < 0.02 => Buy(i), < 0.07 => Wish.Leave, _ => default })],
        _ => throw new ArgumentException($"nobody wrote down what {strategy} does", nameof(strategy)),
    };

    private Wish[] EmaCross()
    {
        var (fast, slow) = (Exponential(_close, 12, 0), Exponential(_close, 26, 0));
        return Crossing(i => double.IsNaN(slow[i]) ? null : fast[i] > slow[i]);
    }

    private Wish[] Macd()
    {
        var (fast, slow) = (Exponential(_close, 12, 0), Exponential(_close, 26, 0));
        double[] line = [.. fast.Zip(slow, (quick, steady) => quick - steady)];
        var signal = Exponential(line, 9, 25);
        return Crossing(i => double.IsNaN(signal[i]) ? null : line[i] > signal[i]);
    }

    /// Buys where something turns true, leaves where it turns false.
    private Wish[] Crossing(Func<int, bool?> isUp)
    {
        var wishes = new Wish[bars.Length];
        bool? before = null;
        for (var i = 0; i < bars.Length; i++)
        {
            if (double.IsNaN(_range[i]) || isUp(i) is not { } now) continue;
            if (before is { } was && was != now) wishes[i] = now ? Buy(i) : Wish.Leave;
            before = now;
        }
        return wishes;
    }

    /// Buys where a value comes up through the bottom, leaves where it comes up through the top.
    private Wish[] Reversion(double[] values, Func<int, double> bottom, Func<int, double> top)
    {
        var wishes = new Wish[bars.Length];
        (bool Bottom, bool Top)? before = null;
        for (var i = 0; i < bars.Length; i++)
        {
            if (double.IsNaN(_range[i]) || double.IsNaN(values[i]) || double.IsNaN(bottom(i)) || double.IsNaN(top(i))) continue;
            var now = (Bottom: values[i] > bottom(i), Top: values[i] > top(i));
            if (before is { Top: false } && now.Top) wishes[i] = Wish.Leave;
            else if (before is { Bottom: false } && now.Bottom) wishes[i] = Buy(i);
            before = now;
        }
        return wishes;
    }

    private Wish[] Donchian()
    {
        var wishes = new Wish[bars.Length];
        (bool Out, bool In)? before = null;
        for (var i = 20; i < bars.Length; i++)
        {
            var (upper, lower) = (bars[(i - 20)..i].Max(bar => bar.High), bars[(i - 10)..i].Min(bar => bar.Low));
            var now = (Out: _close[i] > upper, In: _close[i] >= lower);
            if (before is { In: true } && !now.In) wishes[i] = Wish.Leave;
            else if (before is { Out: false } && now.Out) wishes[i] = Buy(i);
            before = now;
        }
        return wishes;
    }

    private Wish Buy(int i)
    {
        var (stop, target) = (_close[i] - 2 * _range[i], _close[i] + 3 * _range[i]);
        return stop > 0 && stop < _close[i] ? new Wish(true, false, stop, target) : default;
    }

    private double Mean(int i, int period) => i < period - 1 ? double.NaN : _close[(i - period + 1)..(i + 1)].Average();

    private double Band(int i, double deviations)
    {
        if (i < 19) return double.NaN;
        var mean = Mean(i, 20);
        return mean + deviations * Math.Sqrt(_close[(i - 19)..(i + 1)].Average(close => (close - mean) * (close - mean)));
    }

    /// Begins with the plain mean of the first so many values.
    private static double[] Exponential(double[] values, int period, int first, double? weight = null)
    {
        var averages = new double[values.Length];
        Array.Fill(averages, double.NaN);
        var start = first + period - 1;
        for (var i = start; i < values.Length; i++)
            averages[i] = i == start ? values[first..(start + 1)].Average() : averages[i - 1] + (values[i] - averages[i - 1]) * (weight ?? 2.0 / (period + 1));
        return averages;
    }

    private static double[] Ranges(Bar[] bars)
    {
        double[] widths = [.. bars.Select((bar, i) => i == 0 ? 0 : new[] { bar.High - bar.Low, Math.Abs(bar.High - bars[i - 1].Close), Math.Abs(bar.Low - bars[i - 1].Close) }.Max())];
        return Exponential(widths, 14, 1, 1.0 / 14);
    }

    private double[] Rsi()
    {
        double[] ups = [.. _close.Select((close, i) => i == 0 ? 0 : Math.Max(close - _close[i - 1], 0))];
        double[] downs = [.. _close.Select((close, i) => i == 0 ? 0 : Math.Max(_close[i - 1] - close, 0))];
        var (up, down) = (Exponential(ups, 14, 1, 1.0 / 14), Exponential(downs, 14, 1, 1.0 / 14));
        return [.. up.Zip(down, (gain, loss) => gain + loss == 0 ? 50 : 100 * gain / (gain + loss))];
    }

    /// SplitMix64 over the seed, the moment of the week and the four prices.
    private static double Die(in Bar bar)
    {
        var week = (ulong)(bar.Time.TimeOfDay.Ticks + (int)bar.Time.DayOfWeek * TimeSpan.TicksPerDay);
        var hash = 1UL;
        foreach (var part in (ulong[])[0, week, .. new[] { bar.Open, bar.High, bar.Low, bar.Close }.Select(BitConverter.DoubleToUInt64Bits)])
        {
            hash = unchecked((hash ^ part) + 0x9E3779B97F4A7C15);
            hash = unchecked((hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9);
            hash = unchecked((hash ^ (hash >> 27)) * 0x94D049BB133111EB);
            hash ^= hash >> 31;
        }
        return ((hash >> 11) + 0.5) / Math.Pow(2, 53);
    }
}
