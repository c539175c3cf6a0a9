using System.Runtime.CompilerServices;
using Perun.Core.State;

namespace Perun.Core.Indicators.Windows;

/// The mean of the last values in constant time, without ever subtracting what left: time is cut into blocks as long as the
/// window, and a window is the tail of the last block (its sums taken when the block ended) plus the head of this one. So
/// nothing drifts, and a wild value is gone the moment it leaves. Sums are of distances from the last block's last
/// value, so that a flat price is its own mean to the bit.
internal struct RollingMean
{
    private readonly double[] _block;
    private readonly double[] _tails;
    private readonly double _share;
    private double _origin;
    private double _head;
    private int _place;
    private bool _isFull;
    private double _mean;

    public RollingMean(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _block = new double[length];
        _tails = new double[length];
        _share = 1.0 / length;
        _mean = double.NaN;
    }

    /// Takes a usable value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Add(double value)
    {
        var tails = _tails;
        var block = _block;
        var place = _place;
        block[place] = value;
        _head += value - _origin;
        _place = ++place;
        if ((uint)place >= (uint)tails.Length) Turn(block);
        else if (_isFull) _mean = Math.FusedMultiplyAdd(tails[place] + _head, _share, _origin);
        return _mean;
    }

    /// The same as adding each value, all usable, in turn.
    public void AddAll(ReadOnlySpan<double> values, Span<double> means)
    {
        var i = 0;
        while (i < values.Length)
        {
            if (_place == 0 && _isFull && values.Length - i >= _block.Length)
            {
                AddBlock(values.Slice(i, _block.Length), means.Slice(i, _block.Length));
                i += _block.Length;
            }
            else
            {
                means[i] = Add(values[i]);
                i++;
            }
        }
    }

    /// As long as every block from here is usable, takes it; answers how many values it took.
    public int AddUsableBlocks(ReadOnlySpan<double> values, Span<double> means)
    {
        if (_place != 0 || !_isFull) return 0;
        var length = _block.Length;
        var taken = 0;
        while (values.Length - taken >= length && Usable.All(values.Slice(taken, length)))
        {
            AddBlock(values.Slice(taken, length), means.Slice(taken, length));
            taken += length;
        }
        return taken;
    }

    private void AddBlock(ReadOnlySpan<double> values, Span<double> means)
    {
        var tails = _tails;
        values = values[..tails.Length];
        means = means[..tails.Length];
        var origin = _origin;
        var share = _share;
        var head = 0.0;
        for (var i = 1; i < tails.Length; i++)
        {
            head += values[i - 1] - origin;
            means[i - 1] = Math.FusedMultiplyAdd(tails[i] + head, share, origin);
        }
        Turn(values);
        means[^1] = _mean;
    }

    private void Turn(ReadOnlySpan<double> block)
    {
        var tails = _tails;
        block = block[..tails.Length];
        var origin = block[^1];
        var tail = 0.0;
        for (var i = tails.Length - 1; i >= 0; i--)
        {
            tail += block[i] - origin;
            tails[i] = tail;
        }
        _origin = origin;
        _head = 0;
        _place = 0;
        _isFull = true;
        _mean = Math.FusedMultiplyAdd(tail, _share, origin);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(_block);
        stream.Sync(_tails);
        stream.Sync(ref _origin);
        stream.Sync(ref _head);
        stream.SyncPlace(ref _place, _block.Length - 1);
        stream.Sync(ref _isFull);
        stream.Sync(ref _mean);
    }
}
