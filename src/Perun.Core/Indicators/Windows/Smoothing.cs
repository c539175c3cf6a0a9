using System.Runtime.CompilerServices;
using Perun.Core.State;

namespace Perun.Core.Indicators.Windows;

/// An exponential average that starts as the plain average of its first values. The weights add up to exactly one and the
/// step is fused, so a flat price stays its own average to the bit.
internal struct Smoothing
{
    private readonly double _keep;
    private readonly double _weight;
    private readonly int _seeds;
    private int _seen;
    private double _origin;
    private double _sum;
    private double _value;

    private Smoothing(double weight, int seeds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        _keep = 1 - weight;
        _weight = 1 - _keep;
        _seeds = seeds;
        _value = double.NaN;
    }

    /// 2 / (period + 1), started with the average of a period.
    public static Smoothing Exponential(int period) => new(2.0 / (period + 1), period);

    /// 2 / (period + 1), started with the first value: for what is itself an average already.
    public static Smoothing ExponentialFromFirst(int period) => new(2.0 / (period + 1), 1);

    /// Wilder's: 1 / period, started with the average of a period.
    public static Smoothing Wilder(int period) => new(1.0 / period, period);

    public readonly double Value => _value;

    public readonly bool IsStarted => _seen == _seeds;

    /// Takes a usable value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        if (_seen == _seeds) return Step(value);
        return Start(value);
    }

    /// Add, once started.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Step(double value) => _value = Math.FusedMultiplyAdd(_value, _keep, _weight * value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Start(double value)
    {
        if (_seen == 0) _origin = value;
        _sum += value - _origin;
        if (++_seen == _seeds) _value = _origin + (_sum / _seeds);
        return _value;
    }

    public void Sync(StateStream stream)
    {
        var weight = _weight;
        stream.Sync(ref weight);
        if (!weight.Equals(_weight))
            throw new InvalidStateException($"an average with weight {weight} was saved where one with {_weight} is expected: the period has changed");
        stream.SyncPlace(ref _seen, _seeds);
        stream.Sync(ref _origin);
        stream.Sync(ref _sum);
        stream.Sync(ref _value);
    }
}
