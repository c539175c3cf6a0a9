using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Line">The fast average less the slow one, in price.</param>
/// <param name="Signal">The average of the line; NaN for some values longer than the line.</param>
public readonly record struct MacdValue(double Line, double Signal)
{
    public static MacdValue Unknown => new(double.NaN, double.NaN);

    public double Histogram => Line - Signal;
}

/// Moving average convergence and divergence.
public sealed class Macd(int fastPeriod = 12, int slowPeriod = 26, int signalPeriod = 9) : IPriceIndicator<MacdValue>
{
    private Smoothing _fast = Smoothing.Exponential(fastPeriod);
    private Smoothing _slow = Smoothing.Exponential(slowPeriod);
    private Smoothing _signal = Smoothing.Exponential(signalPeriod);

    public MacdValue Next(double price)
    {
        if (!Usable.Number(price)) return MacdValue.Unknown;
        var line = _fast.Add(price) - _slow.Add(price);
        return double.IsNaN(line) ? MacdValue.Unknown : new MacdValue(line, _signal.Add(line));
    }

    public void Run(ReadOnlySpan<double> prices, Span<MacdValue> into)
    {
        Series.Expect(prices.Length, into.Length);
        var i = 0;
        for (; i < prices.Length && !_signal.IsStarted; i++) into[i] = Next(prices[i]);

        var (fast, slow, signal) = (_fast, _slow, _signal);
        for (; i < prices.Length; i++)
        {
            var price = prices[i];
            if (!Usable.Number(price))
            {
                into[i] = MacdValue.Unknown;
                continue;
            }
            var line = fast.Step(price) - slow.Step(price);
            into[i] = new MacdValue(line, signal.Step(line));
        }
        (_fast, _slow, _signal) = (fast, slow, signal);
    }

    public void Sync(StateStream stream)
    {
        _fast.Sync(stream);
        _slow.Sync(stream);
        _signal.Sync(stream);
    }
}
