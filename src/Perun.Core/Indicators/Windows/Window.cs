using System.Runtime.CompilerServices;
using Perun.Core.State;

namespace Perun.Core.Indicators.Windows;

/// The last values, oldest first, always in one piece: each value is written twice, a length apart, so that no window ever wraps.
internal sealed class Window
{
    private readonly double[] _values;
    private readonly int _length;
    private int _next;
    private int _count;

    public Window(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _values = new double[2 * length];
    }

    /// How many values there are so far, at most the length.
    public int Count => _count;

    public bool IsFull => _count == _length;

    /// Only once full.
    public ReadOnlySpan<double> Values
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _values.AsSpan(_next, _length);
    }

    /// Only once there are as many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<double> Last(int count) => _values.AsSpan(_next + _length - count, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        _values[_next] = value;
        _values[_next + _length] = value;
        if (++_next == _length) _next = 0;
        if (_count < _length) _count++;
    }

    /// The same as adding each value, when there are at least as many as the window is long.
    public void Refill(ReadOnlySpan<double> values)
    {
        var last = values[^_length..];
        for (var i = 0; i < last.Length; i++) Add(last[i]);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(_values);
        stream.SyncPlace(ref _next, _length - 1);
        stream.SyncPlace(ref _count, _length);
    }
}
