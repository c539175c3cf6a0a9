using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Ledger;

namespace Perun.Engine.Protection;

/// What is to protect one position, and whether it is being left.
public sealed class PositionGuard : IHasState
{
    private bool _hasPlan;
    private decimal _stop;
    private decimal? _target;
    private decimal _trailAmount;
    private bool _trailIsFraction;
    private long _decision;
    private DateTime _nakedSince;
    private DateTime _stopNotBefore;
    private int _stopFailures;
    private bool _nakedTold;
    private DateTime _filledAt;
    private bool _exitWanted;
    private ExitReason _exitReason;
    private long _exitDecision;
    private decimal? _exitQuantity;
    private int _exitAttempts;
    private DateTime _exitNotBefore;

    public bool HasPlan => _hasPlan;

    public decimal Stop => _stop;

    public decimal? Target => _target;

    /// Set where the stop follows the price.
    public Trail? Trail => _trailAmount > 0 ? new Trail(_trailAmount, _trailIsFraction) : null;

    /// The signal or command whose stop this is.
    public long Decision => _decision;

    /// Since when (a part of) the position has no working stop; the default when all is protected.
    public DateTime NakedSince { get => _nakedSince; internal set => _nakedSince = value; }

    public DateTime StopNotBefore => _stopNotBefore;

    public int StopFailures => _stopFailures;

    internal bool NakedTold { get => _nakedTold; set => _nakedTold = value; }

    /// When the position last changed: what follows it at the venue gets a moment to do so.
    public DateTime FilledAt { get => _filledAt; internal set => _filledAt = value; }

    public bool ExitWanted => _exitWanted;

    public ExitReason ExitReason => _exitReason;

    public long ExitDecision => _exitDecision;

    /// How much is to be left; all of it where no quantity is named.
    public decimal? ExitQuantity => _exitQuantity;

    public int ExitAttempts { get => _exitAttempts; internal set => _exitAttempts = value; }

    /// When leaving may be tried again.
    public DateTime ExitNotBefore { get => _exitNotBefore; internal set => _exitNotBefore = value; }

    internal void Plan(decimal stop, decimal? target, long decision, Trail? trail = null)
    {
        (_trailAmount, _trailIsFraction) = trail is { } follows ? (follows.Amount, follows.IsFraction) : (0, false);
        (_hasPlan, _stop, _target, _decision) = (true, stop, target, decision);
        (_stopFailures, _stopNotBefore) = (0, default);
    }

    /// A larger position keeps the tighter of both stops: enlarging never adds to what its first part may lose.
    internal void Enlarge(decimal stop, decimal? target, long decision, bool isLong, Trail? trail = null)
    {
        var tighter = isLong ? Math.Max(_stop, stop) : Math.Min(_stop, stop);
        Plan(_hasPlan ? tighter : stop, target, decision, trail);
    }

    /// The price went on: a stop that follows it never steps back.
    internal void Follow(decimal price, bool isLong, Instrument instrument)
    {
        if (_trailAmount == 0 || Trail is not { } trail) return;
        var stop = instrument.RoundPrice(isLong ? price - trail.At(price) : price + trail.At(price), isLong ? RoundTo.Up : RoundTo.Down);
        if (stop > 0 && (isLong ? stop > _stop : stop < _stop)) _stop = stop;
    }

    /// Prices are so many times smaller from now on.
    internal void Split(decimal ratio, bool isLong, Instrument instrument)
    {
        if (!_hasPlan) return;
        _stop = instrument.RoundPrice(_stop / ratio, isLong ? RoundTo.Up : RoundTo.Down);
        if (_target is { } target) _target = instrument.RoundPrice(target / ratio, isLong ? RoundTo.Down : RoundTo.Up);
        if (!_trailIsFraction) _trailAmount /= ratio;
    }

    internal void StopHolds() => _stopFailures = 0;

    internal void StopFailed(DateTime retryAt)
    {
        _stopFailures++;
        _stopNotBefore = retryAt;
    }

    /// Leaving all of a position overrules leaving a part.
    internal void WantExit(ExitReason reason, long decision, DateTime now, decimal? quantity = null)
    {
        if (_exitWanted && (_exitQuantity is null || quantity is not null)) return;
        _exitQuantity = quantity;
        (_exitWanted, _exitReason, _exitDecision, _exitAttempts, _exitNotBefore) = (true, reason, decision, 0, now);
    }

    /// The part is left: the rest stays, protected.
    internal void EndExit() => (_exitWanted, _exitQuantity, _exitAttempts, _exitNotBefore) = (false, null, 0, default);

    internal void Clear()
    {
        EndExit();
        (_hasPlan, _stop, _target, _decision) = (false, 0, null, 0);
        (_trailAmount, _trailIsFraction) = (0, false);
        (_nakedSince, _nakedTold, _stopFailures, _stopNotBefore) = (default, false, 0, default);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _hasPlan);
        stream.Sync(ref _stop);
        stream.Sync(ref _target);
        stream.Sync(ref _decision);
        stream.Sync(ref _trailAmount);
        stream.Sync(ref _trailIsFraction);
        stream.Sync(ref _nakedSince);
        stream.Sync(ref _stopNotBefore);
        stream.Sync(ref _stopFailures);
        stream.Sync(ref _nakedTold);
        stream.Sync(ref _filledAt);
        stream.Sync(ref _exitWanted);
        stream.SyncEnum(ref _exitReason);
        stream.Sync(ref _exitDecision);
        stream.Sync(ref _exitQuantity);
        stream.Sync(ref _exitAttempts);
        stream.Sync(ref _exitNotBefore);
    }
}
