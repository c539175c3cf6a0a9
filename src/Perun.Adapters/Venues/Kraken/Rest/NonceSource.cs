namespace Perun.Adapters.Venues.Kraken.Rest;

/// Numbers for requests that never come twice and never fall, also where the clock is set back or the program starts anew: Kraken
/// refuses what is not above the last it saw of a key. Nanoseconds, the largest scale in use, so that a key stays good that
/// another program used before.
internal sealed class NonceSource(TimeProvider clock, INonceFloor floor)
{
    private const long NanosecondsPerTick = 100;

    /// So far ahead is written down, so that it need not be for every request.
    private const long Reserve = 60_000_000_000;

    private readonly Lock _gate = new();
    private long _last;
    private long _reserved;

    public long Next()
    {
        lock (_gate)
        {
            if (_last == 0) _last = _reserved = floor.Read();
            var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
            _last = Math.Max(_last + 1, now);
            if (_last >= _reserved) floor.Write(_reserved = _last + Reserve);
            return _last;
        }
    }

    /// Kraken has seen a higher one: another program uses the key, too, or did.
    public void LeapAhead()
    {
        lock (_gate) _last += Reserve;
    }
}

/// What no nonce of a key may be below any more.
internal interface INonceFloor
{
    /// Zero where none was ever written.
    long Read();

    void Write(long floor);
}
