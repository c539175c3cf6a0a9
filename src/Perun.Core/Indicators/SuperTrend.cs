using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Stop">The band that the trend rests on, in price.</param>
/// <param name="IsRising">The band is the lower one.</param>
public readonly record struct SuperTrendValue(double Stop, bool IsRising)
{
    public static SuperTrendValue Unknown => new(double.NaN, false);

    /// NaN in a rising trend.
    public double Upper => IsRising ? double.NaN : Stop;

    /// NaN in a falling trend.
    public double Lower => IsRising ? Stop : double.NaN;
}

/// SuperTrend: bands so many average true ranges from the middle of the bar that only tighten, until the close goes through one.
public sealed class SuperTrend(int period = 10, double ranges = 3) : IBarIndicator<SuperTrendValue>
{
    private readonly Atr _range = new(period);
    private double _upper = double.NaN;
    private double _lower = double.NaN;
    private double _previousClose;
    private bool _isRising;

    public SuperTrendValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return SuperTrendValue.Unknown;
        var reach = ranges * _range.Next(in bar);
        var value = double.IsNaN(reach) ? SuperTrendValue.Unknown : Follow((bar.High + bar.Low) / 2, reach, bar.Close);
        _previousClose = bar.Close;
        return value;
    }

    private SuperTrendValue Follow(double middle, double reach, double close)
    {
        var isFirst = double.IsNaN(_upper);
        if (isFirst) _isRising = close >= middle;
        if (isFirst || middle + reach < _upper || _previousClose > _upper) _upper = middle + reach;
        if (isFirst || middle - reach > _lower || _previousClose < _lower) _lower = middle - reach;
        _isRising = close > (_isRising ? _lower : _upper);
        return new SuperTrendValue(_isRising ? _lower : _upper, _isRising);
    }

    public void Sync(StateStream stream)
    {
        _range.Sync(stream);
        stream.Sync(ref _upper);
        stream.Sync(ref _lower);
        stream.Sync(ref _previousClose);
        stream.Sync(ref _isRising);
    }
}
