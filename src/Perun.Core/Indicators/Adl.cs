using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Accumulation and distribution: volume, weighted by where each bar closed in its range, added up since the first bar.
public sealed class Adl : IBarIndicator<double>
{
    private double _line;

    public double Next(in Bar bar) =>
        Usable.PricesAndVolume(in bar) ? _line += MoneyFlow.Multiplier(in bar) * bar.Volume : double.NaN;

    public void Sync(StateStream stream) => stream.Sync(ref _line);
}

public static class MoneyFlow
{
    /// Where a bar closed in its range: -1 at the low, 1 at the high; 0 where there is no range.
    public static double Multiplier(in Bar bar) =>
        Ratio.Of(bar.Close - bar.Low - (bar.High - bar.Close), bar.High - bar.Low, neutral: 0);
}
