namespace Perun.Backtest.History.Importing;

/// Hands out a stream in blocks while the next one is read in the background. Two blocks, however long the stream is.
internal sealed class BlockReader : IDisposable
{
    public const int BlockBytes = 1 << 20;

    private readonly Stream _stream;
    private readonly Action<long>? _onBytes;
    private byte[] _current = new byte[BlockBytes];
    private byte[] _next = new byte[BlockBytes];
    private Task<int> _reading;

    public BlockReader(Stream stream, Action<long>? onBytes = null)
    {
        _stream = stream;
        _onBytes = onBytes;
        _reading = ReadAsync(_next);
    }

    public long Bytes { get; private set; }

    /// Empty at the end; good until the next call.
    public ReadOnlySpan<byte> Next(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        // The caller's thread parses and nothing else waits for it: it may as well wait here.
        var count = _reading.GetAwaiter().GetResult();
        (_current, _next) = (_next, _current);
        Bytes += count;
        _onBytes?.Invoke(Bytes);
        if (count > 0) _reading = ReadAsync(_next);
        return _current.AsSpan(0, count);
    }

    public void Dispose()
    {
        try
        {
            _reading.GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            // Whoever disposes early has no use for what could not be read.
        }
    }

    /// On another thread, since unpacking keeps a processor busy.
    private Task<int> ReadAsync(byte[] into) => Task.Run(() => _stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false));
}
