using System.Runtime.CompilerServices;
using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// The range of a bar, gap from the previous close included, in price; NaN for the first bar.
public sealed class TrueRange : IBarIndicator<double>
{
    private double _previousClose = double.NaN;

    public double Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return double.NaN;
        var previousClose = _previousClose;
        _previousClose = bar.Close;
        return double.IsNaN(previousClose) ? double.NaN : Of(in bar, previousClose);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Of(in Bar bar, double previousClose) =>
        double.MaxNative(
            bar.High - bar.Low,
            double.MaxNative(Math.Abs(bar.High - previousClose), Math.Abs(bar.Low - previousClose)));

    public void Sync(StateStream stream) => stream.Sync(ref _previousClose);
}
