using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Wilder's average true range, in price.
public sealed class Atr(int period = 14) : IBarIndicator<double>
{
    private Smoothing _average = Smoothing.Wilder(period);
    private double _previousClose = double.NaN;

    public double Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return double.NaN;
        var previousClose = _previousClose;
        _previousClose = bar.Close;
        return double.IsNaN(previousClose) ? double.NaN : _average.Add(TrueRange.Of(in bar, previousClose));
    }

    public void Run(ReadOnlySpan<Bar> bars, Span<double> into)
    {
        Series.Expect(bars.Length, into.Length);
        var i = 0;
        for (; i < bars.Length && !_average.IsStarted; i++) into[i] = Next(in bars[i]);

        var (average, previousClose) = (_average, _previousClose);
        for (; i < bars.Length; i++)
        {
            ref readonly var bar = ref bars[i];
            if (!Usable.Prices(in bar))
            {
                into[i] = double.NaN;
                continue;
            }
            into[i] = average.Step(TrueRange.Of(in bar, previousClose));
            previousClose = bar.Close;
        }
        (_average, _previousClose) = (average, previousClose);
    }

    public void Sync(StateStream stream)
    {
        _average.Sync(stream);
        stream.Sync(ref _previousClose);
    }
}
