using System.Buffers;

namespace Perun.Adapters.Venues.Wire;

/// Where a message is put together from its frames: rented, growing as it must, and never beyond a bound.
internal sealed class FrameBuffer(int most) : IDisposable
{
    private const int First = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(First);
    private int _length;

    /// Where the next frame goes; empty where there is no more room.
    public Memory<byte> Room
    {
        get
        {
            if (_length == _bytes.Length && !Grow()) return Memory<byte>.Empty;
            return _bytes.AsMemory(_length);
        }
    }

    public ReadOnlySpan<byte> Message => _bytes.AsSpan(0, _length);

    public void Add(int count) => _length += count;

    /// A large message is rare: what it needed is given back after it.
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length <= 16 * First) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(First);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private bool Grow()
    {
        if (_bytes.Length >= most) return false;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(most, 2 * _bytes.Length));
        Message.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
        return true;
    }
}
