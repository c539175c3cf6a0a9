namespace Perun.Adapters.Venues.Wire;

/// How many requests a venue still takes: a bucket that fills with time, corrected by what the venue itself says of it. A part is
/// kept for urgent requests.
/// <param name="capacity">What a full bucket holds.</param>
/// <param name="refill">The time in which an empty bucket fills.</param>
/// <param name="reserve">What ordinary requests leave in it.</param>
internal sealed class RateBudget(double capacity, TimeSpan refill, double reserve, TimeProvider clock)
{
    /// A venue that names a time far away has a clock that is wrong: nobody is shut out for longer by a number alone.
    private static readonly TimeSpan LongestClosed = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private double _capacity = capacity;
    private double _left = capacity;
    private DateTime _counted = clock.GetUtcNow().UtcDateTime;
    private DateTime? _window;
    private DateTime _closedUntil;
    private bool _isProbed;

    /// What is left now, for pages and tests.
    public double Left
    {
        get
        {
            lock (_gate)
            {
                Fill(Now);
                return _left;
            }
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// Takes a request's cost, or says from when on there is enough. A budget that the venue closed is closed for everybody.
    public bool TryTake(RequestLane lane, double cost, out DateTime notBefore)
    {
        lock (_gate)
        {
            var now = Now;
            Fill(now);
            notBefore = now;
            if (now < _closedUntil)
            {
                // One urgent request may look whether the door is open again before its time.
                if (lane == RequestLane.Urgent && !_isProbed)
                {
                    _isProbed = true;
                    return true;
                }
                notBefore = _closedUntil;
                return false;
            }
            var kept = lane == RequestLane.Urgent ? 0 : Math.Min(reserve, _capacity - cost);
            if (_left - kept >= cost)
            {
                _left -= cost;
                return true;
            }
            notBefore = _window ?? now + refill * ((cost + kept - _left) / _capacity);
            return false;
        }
    }

    /// The venue says how much is left and when its count begins anew.
    public void Learn(double capacity, double left, TimeSpan untilReset)
    {
        if (!(capacity > 0) || !(left >= 0)) return;
        lock (_gate)
        {
            var now = Now;
            Fill(now);
            _capacity = capacity;
            if (now < _closedUntil && left > 0) (_closedUntil, _left) = (now, left); // the look found the door open
            else _left = Math.Min(_left, left); // requests under way are not in its count yet
            // No window is longer than a bucket takes to fill.
            _window = untilReset > TimeSpan.Zero ? now + (untilReset < refill ? untilReset : refill) : null;
        }
    }

    /// The venue refused for too many: nothing more until then, but for one urgent look.
    public void Close(DateTime until)
    {
        lock (_gate)
        {
            var now = Now;
            var last = now + LongestClosed;
            if (until > last) until = last;
            Fill(now);
            _left = 0;
            if (until <= _closedUntil) return;
            if (now >= _closedUntil) _isProbed = false;
            _closedUntil = until;
        }
    }

    private void Fill(DateTime now)
    {
        if (_window is { } window)
        {
            if (now < window) return;
            (_left, _counted, _window) = (_capacity, now, null);
            return;
        }
        if (now > _counted) _left = Math.Min(_capacity, _left + _capacity * ((now - _counted) / refill));
        // A clock that was set back counts from where it stands now.
        _counted = now;
    }
}
