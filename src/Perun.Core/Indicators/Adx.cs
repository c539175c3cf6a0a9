using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Adx">The strength of the trend, 0 to 100; NaN for a period longer than the rest.</param>
/// <param name="Adxr">The mean of this strength and that of a period ago.</param>
/// <param name="PlusDi">The share of the range that went up, 0 to 100.</param>
/// <param name="MinusDi">The share of the range that went down, 0 to 100.</param>
/// <param name="Dx">How one-sided the movement is, before smoothing.</param>
public readonly record struct AdxValue(double Adx, double Adxr, double PlusDi, double MinusDi, double Dx)
{
    public static AdxValue Unknown => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}

/// Wilder's average directional index; 0 where nothing has moved.
public sealed class Adx(int period = 14) : IBarIndicator<AdxValue>
{
    private readonly Window _past = new(period);
    private Smoothing _range = Smoothing.Wilder(period);
    private Smoothing _plus = Smoothing.Wilder(period);
    private Smoothing _minus = Smoothing.Wilder(period);
    private Smoothing _strength = Smoothing.Wilder(period);
    private double _previousHigh;
    private double _previousLow;
    private double _previousClose = double.NaN;

    public AdxValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return AdxValue.Unknown;
        var (up, down, previousClose) = (bar.High - _previousHigh, _previousLow - bar.Low, _previousClose);
        (_previousHigh, _previousLow, _previousClose) = (bar.High, bar.Low, bar.Close);
        if (double.IsNaN(previousClose)) return AdxValue.Unknown;

        _range.Add(TrueRange.Of(in bar, previousClose));
        _plus.Add(up > down && up > 0 ? up : 0);
        _minus.Add(down > up && down > 0 ? down : 0);
        return _range.IsStarted ? Strength() : AdxValue.Unknown;
    }

    private AdxValue Strength()
    {
        var plusDi = 100 * Ratio.Of(_plus.Value, _range.Value, neutral: 0);
        var minusDi = 100 * Ratio.Of(_minus.Value, _range.Value, neutral: 0);
        var dx = 100 * Ratio.Of(Math.Abs(_plus.Value - _minus.Value), _plus.Value + _minus.Value, neutral: 0);
        var adx = _strength.Add(dx);
        if (!_strength.IsStarted) return new AdxValue(double.NaN, double.NaN, plusDi, minusDi, dx);

        var adxr = _past.IsFull ? (adx + _past.Values[0]) / 2 : double.NaN;
        _past.Add(adx);
        return new AdxValue(adx, adxr, plusDi, minusDi, dx);
    }

    public void Sync(StateStream stream)
    {
        _past.Sync(stream);
        _range.Sync(stream);
        _plus.Sync(stream);
        _minus.Sync(stream);
        _strength.Sync(stream);
        stream.Sync(ref _previousHigh);
        stream.Sync(ref _previousLow);
        stream.Sync(ref _previousClose);
    }
}
