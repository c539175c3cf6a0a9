using Perun.Core.Signals;
using Perun.Core.State;
using Perun.Engine.Ledger;

namespace Perun.Engine.Safety;

/// How one symbol has done lately, and what was last proposed for it.
public sealed class SymbolRecord : IHasState
{
    private DateTime _lastTradeAt;
    private int _lossStreak;
    private DateTime _lockedUntil;
    private string _analyst = "";
    private SignalAction _action;
    private DateTime _basedOn;

    /// When it was last entered or left.
    public DateTime LastTradeAt => _lastTradeAt;

    public int LossStreak => _lossStreak;

    public DateTime LockedUntil => _lockedUntil;

    /// The same analyst said the same on the same (or older) data before.
    internal bool IsRepeat(Signal signal) =>
        _action == signal.Action && _basedOn >= signal.BasedOn && string.Equals(_analyst, signal.Analyst, StringComparison.Ordinal);

    internal void Heard(Signal signal) => (_analyst, _action, _basedOn) = (signal.Analyst, signal.Action, signal.BasedOn);

    internal void Entered(DateTime at) => _lastTradeAt = at;

    internal void Closed(Trade trade, int lossLimit, TimeSpan lockTime)
    {
        _lastTradeAt = trade.Closed;
        _lossStreak = trade.IsLoss ? _lossStreak + 1 : 0;
        if (lossLimit <= 0 || _lossStreak < lossLimit) return;
        _lockedUntil = trade.Closed + lockTime;
        _lossStreak = 0;
    }

    /// Nobody knows yet why: a person has to look first.
    internal void LockUntilResumed() => _lockedUntil = DateTime.MaxValue;

    internal void Unlock() => (_lossStreak, _lockedUntil) = (0, default);

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _lastTradeAt);
        stream.Sync(ref _lossStreak);
        stream.Sync(ref _lockedUntil);
        stream.SyncText(ref _analyst);
        stream.SyncEnum(ref _action);
        stream.Sync(ref _basedOn);
    }
}
