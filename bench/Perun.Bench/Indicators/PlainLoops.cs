using Perun.Core.Bars;

namespace Perun.Bench.Indicators;

/// What one would write by hand over an array, without a thought for bad input, drift, or going on later.
internal static class PlainLoops
{
    public static void Ohlc(ReadOnlySpan<Bar> bars, Span<double> into)
    {
        for (var i = 0; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            into[i] = (bar.Open + bar.High + bar.Low + bar.Close) / 4;
        }
    }

    public static void Sma(ReadOnlySpan<double> prices, Span<double> into, int period)
    {
        var sum = 0.0;
        for (var i = 0; i < prices.Length; i++)
        {
            sum += prices[i];
            if (i >= period) sum -= prices[i - period];
            into[i] = sum / period;
        }
    }

    public static void Ema(ReadOnlySpan<double> prices, Span<double> into, int period)
    {
        var weight = 2.0 / (period + 1);
        var average = prices[0];
        for (var i = 0; i < prices.Length; i++)
        {
            average += weight * (prices[i] - average);
            into[i] = average;
        }
    }

    public static void Rsi(ReadOnlySpan<double> prices, Span<double> into, int period)
    {
        double gain = 0, loss = 0;
        for (var i = 1; i < prices.Length; i++)
        {
            var change = prices[i] - prices[i - 1];
            gain = ((gain * (period - 1)) + (change > 0 ? change : 0)) / period;
            loss = ((loss * (period - 1)) + (change < 0 ? -change : 0)) / period;
            into[i] = 100 - (100 / (1 + (gain / loss)));
        }
    }

    public static void Macd(ReadOnlySpan<double> prices, Span<double> lines, Span<double> signals)
    {
        double fast = prices[0], slow = prices[0], signal = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            fast += 2.0 / 13 * (prices[i] - fast);
            slow += 2.0 / 27 * (prices[i] - slow);
            signal += 2.0 / 10 * (fast - slow - signal);
            lines[i] = fast - slow;
            signals[i] = signal;
        }
    }

    public static void Atr(ReadOnlySpan<Bar> bars, Span<double> into, int period)
    {
        var average = 0.0;
        for (var i = 1; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            var previous = bars[i - 1].Close;
            var range = Math.Max(bar.High - bar.Low, Math.Max(Math.Abs(bar.High - previous), Math.Abs(bar.Low - previous)));
            average += (range - average) / period;
            into[i] = average;
        }
    }

    public static void Bollinger(ReadOnlySpan<double> prices, Span<double> upper, Span<double> lower, int period)
    {
        double sum = 0, squares = 0;
        for (var i = 0; i < prices.Length; i++)
        {
            sum += prices[i];
            squares += prices[i] * prices[i];
            if (i >= period)
            {
                sum -= prices[i - period];
                squares -= prices[i - period] * prices[i - period];
            }
            var mean = sum / period;
            var reach = 2 * Math.Sqrt((squares / period) - (mean * mean));
            upper[i] = mean + reach;
            lower[i] = mean - reach;
        }
    }
}
