using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

public readonly record struct DonchianValue(double Upper, double Lower)
{
    public static DonchianValue Unknown => new(double.NaN, double.NaN);

    public double Middle => (Upper + Lower) / 2;

    /// The distance between the bands as a fraction of the middle.
    public double Width => Ratio.Of(Upper - Lower, Middle, neutral: double.NaN);
}

/// Donchian channel: the highest high and the lowest low of the bars before this one, so that this one can break out of it.
public sealed class Donchian(int period = 20) : IBarIndicator<DonchianValue>
{
    private readonly Window _highs = new(period);
    private readonly Window _lows = new(period);

    public DonchianValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return DonchianValue.Unknown;
        var value = _highs.IsFull
            ? new DonchianValue(Reductions.Highest(_highs.Values), Reductions.Lowest(_lows.Values))
            : DonchianValue.Unknown;
        _highs.Add(bar.High);
        _lows.Add(bar.Low);
        return value;
    }

    public void Sync(StateStream stream)
    {
        _highs.Sync(stream);
        _lows.Sync(stream);
    }
}
