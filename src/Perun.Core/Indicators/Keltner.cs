using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

public readonly record struct KeltnerValue(double Upper, double Middle, double Lower)
{
    public static KeltnerValue Unknown => new(double.NaN, double.NaN, double.NaN);

    /// The distance between the bands as a fraction of the middle.
    public double Width => Ratio.Of(Upper - Lower, Middle, neutral: double.NaN);
}

/// Keltner channel: the exponential average of the close, and so many average true ranges above and below.
public sealed class Keltner(int period = 20, double ranges = 2, int rangePeriod = 10) : IBarIndicator<KeltnerValue>
{
    private readonly Atr _range = new(rangePeriod);
    private Smoothing _middle = Smoothing.Exponential(period);

    public KeltnerValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return KeltnerValue.Unknown;
        var middle = _middle.Add(bar.Close);
        var reach = ranges * _range.Next(in bar);
        return double.IsNaN(middle + reach)
            ? KeltnerValue.Unknown
            : new KeltnerValue(middle + reach, middle, middle - reach);
    }

    public void Sync(StateStream stream)
    {
        _range.Sync(stream);
        _middle.Sync(stream);
    }
}
