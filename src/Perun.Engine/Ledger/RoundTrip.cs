using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Orders;

namespace Perun.Engine.Ledger;

/// Gathers what one instrument's position does between flat and flat.
public sealed class RoundTrip : IHasState
{
    private bool _isOpen;
    private long _decision;
    private Side _side;
    private DateTime _opened;
    private decimal _entered;
    private decimal _entryValue;
    private decimal _left;
    private decimal _exitValue;
    private decimal _profit;
    private decimal _fees;
    private decimal _worst;
    private decimal _best;

    /// Between these prices an unchanged position is neither worse nor better off than it was; nothing is, after a fill.
    private double _lowest = double.PositiveInfinity;
    private double _highest = double.NegativeInfinity;
    private ExitReason _reason;
    private decimal _plannedStop;
    private decimal? _plannedTarget;

    public bool IsOpen => _isOpen;

    /// Some of it was sold (or bought back) again.
    internal bool HasLeft => _isOpen && _left > 0;

    public long Decision => _decision;

    public DateTime Opened => _opened;

    internal void Take(in Fill fill, Order order, decimal realised)
    {
        if (!_isOpen) Begin(fill, order);
        (_lowest, _highest) = (double.PositiveInfinity, double.NegativeInfinity);
        if (fill.FeeInQuote != 0) _fees += fill.FeeInQuote;
        if (realised != 0) _profit += realised;
        if (fill.FeeInBase == 0) _profit -= fill.FeeInQuote;
        if (fill.Side == _side)
        {
            _entered += fill.Quantity;
            _entryValue += fill.Value;
            return;
        }
        _left += fill.Quantity;
        _exitValue += fill.Value;
        if (order.Purpose != OrderPurpose.Entry) _reason = order.Exit;
    }

    internal void Mark(double price, Position position)
    {
        if (price >= _lowest && price <= _highest) return;
        (_lowest, _highest) = (Math.Min(price, _lowest), Math.Max(price, _highest));
        var unrealised = position.Unrealised;
        if (unrealised < _worst) _worst = unrealised;
        if (unrealised > _best) _best = unrealised;
    }

    /// Ends the round trip and starts afresh with the next fill.
    internal Trade Close(InstrumentId instrument, DateTime at)
    {
        _isOpen = false;
        return new Trade
        {
            Instrument = instrument,
            Side = _side,
            Decision = _decision,
            Opened = _opened,
            Closed = at,
            Quantity = Digits.Plain(_entered),
            EntryValue = _entryValue,
            QuantityLeft = _left,
            ExitValue = _exitValue,
            PlannedStop = _plannedStop == 0 ? null : _plannedStop,
            PlannedTarget = _plannedTarget,
            Fees = Digits.Plain(_fees),
            Profit = Digits.Plain(_profit),
            Reason = _reason,
            WorstUnrealised = _worst,
            BestUnrealised = _best,
        };
    }

    /// A position that was there already becomes one of ours.
    internal void Adopt(decimal quantity, decimal value, long decision, DateTime at)
    {
        Begin(quantity > 0 ? Side.Buy : Side.Sell, decision, at);
        (_entered, _entryValue) = (Math.Abs(quantity), Math.Abs(value));
    }

    /// More of it was there already.
    internal void Enlarge(decimal quantity, decimal value) => (_entered, _entryValue) = (_entered + Math.Abs(quantity), _entryValue + Math.Abs(value));

    /// A part went without an order of ours.
    internal void TakeAway(decimal quantity, decimal value, decimal realised)
    {
        if (!_isOpen) return;
        _left += quantity;
        _exitValue += value;
        _profit += realised;
        _reason = ExitReason.External;
    }

    internal void Split(decimal ratio)
    {
        if (!_isOpen) return;
        (_entered, _left) = (_entered * ratio, _left * ratio);
        _plannedStop /= ratio;
        _plannedTarget /= ratio;
        (_lowest, _highest) = (double.PositiveInfinity, double.NegativeInfinity);
    }

    /// Forgets what was too little to be a position.
    internal void Drop() => _isOpen = false;

    private void Begin(in Fill fill, Order order)
    {
        Begin(fill.Side, order.Decision, fill.At);
        (_plannedStop, _plannedTarget) = (order.PlannedStop, order.PlannedTarget);
    }

    private void Begin(Side side, long decision, DateTime at)
    {
        _isOpen = true;
        (_side, _decision, _opened) = (side, decision, at);
        (_plannedStop, _plannedTarget) = (0, null);
        _reason = ExitReason.Signal;
        _entered = _entryValue = _left = _exitValue = _profit = _fees = _worst = _best = 0;
    }

    public void Sync(StateStream stream)
    {
        (_lowest, _highest) = (double.PositiveInfinity, double.NegativeInfinity);
        stream.Sync(ref _isOpen);
        stream.Sync(ref _decision);
        stream.SyncEnum(ref _side);
        stream.Sync(ref _opened);
        stream.Sync(ref _entered);
        stream.Sync(ref _entryValue);
        stream.Sync(ref _left);
        stream.Sync(ref _exitValue);
        stream.Sync(ref _profit);
        stream.Sync(ref _fees);
        stream.Sync(ref _worst);
        stream.Sync(ref _best);
        stream.SyncEnum(ref _reason);
        stream.Sync(ref _plannedStop);
        stream.Sync(ref _plannedTarget);
    }
}
