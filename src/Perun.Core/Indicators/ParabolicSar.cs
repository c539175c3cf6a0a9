using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Stop">The stop and reverse price of this bar.</param>
/// <param name="IsRising">The stop is below the price.</param>
/// <param name="IsReversal">This bar touched the stop and turned the trend.</param>
public readonly record struct ParabolicSarValue(double Stop, bool IsRising, bool IsReversal)
{
    public static ParabolicSarValue Unknown => new(double.NaN, false, false);
}

/// Wilder's parabolic stop and reverse. The first trend is only a guess: not known until after the first reversal.
public sealed class ParabolicSar(double step = 0.02, double maximum = 0.2) : IBarIndicator<ParabolicSarValue>
{
    private int _seen;
    private bool _isGuess = true;
    private bool _isRising = true;
    private double _stop;
    private double _extreme;
    private double _pace;
    private (double High, double Low) _previous;
    private (double High, double Low) _beforeThat;

    public ParabolicSarValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return ParabolicSarValue.Unknown;
        if (_seen == 0) (_stop, _extreme, _pace) = (bar.Low, bar.High, step);
        var value = _seen == 0 ? ParabolicSarValue.Unknown : Follow(bar.High, bar.Low);
        _beforeThat = _seen == 0 ? (bar.High, bar.Low) : _previous;
        _previous = (bar.High, bar.Low);
        if (_seen < 2) _seen++;
        return value;
    }

    private ParabolicSarValue Follow(double high, double low)
    {
        var stop = _stop + (_pace * (_extreme - _stop));
        if (_seen == 2)
        {
            stop = _isRising
                ? Math.Min(stop, Math.Min(_previous.Low, _beforeThat.Low))
                : Math.Max(stop, Math.Max(_previous.High, _beforeThat.High));
        }
        var isReversal = _isRising ? low < stop : high > stop;
        if (isReversal) return Reverse(_isRising ? low : high);

        _stop = stop;
        if (_isRising ? high > _extreme : low < _extreme)
        {
            _extreme = _isRising ? high : low;
            _pace = Math.Min(_pace + step, maximum);
        }
        return _isGuess ? ParabolicSarValue.Unknown : new ParabolicSarValue(stop, _isRising, IsReversal: false);
    }

    private ParabolicSarValue Reverse(double extreme)
    {
        (_stop, _extreme, _pace) = (_extreme, extreme, step);
        _isRising = !_isRising;
        if (!_isGuess) return new ParabolicSarValue(_stop, _isRising, IsReversal: true);
        _isGuess = false;
        return ParabolicSarValue.Unknown;
    }

    public void Sync(StateStream stream)
    {
        stream.SyncPlace(ref _seen, 2);
        stream.Sync(ref _isGuess);
        stream.Sync(ref _isRising);
        stream.Sync(ref _stop);
        stream.Sync(ref _extreme);
        stream.Sync(ref _pace);
        stream.Sync(ref _previous.High);
        stream.Sync(ref _previous.Low);
        stream.Sync(ref _beforeThat.High);
        stream.Sync(ref _beforeThat.Low);
    }
}
