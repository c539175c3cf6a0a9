using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Ledger;

namespace Perun.Engine.Orders;

/// One order over its life: its terms, why it exists, and what has become of it.
public sealed class Order : IHasState
{
    /// More digits than any venue has, and few enough for sums that stay exact.
    private const int QuantityDecimals = 16;
    private const int FeeDecimals = 12;

    private OrderId _id;
    private InstrumentId _instrument;
    private Side _side;
    private OrderType _type;
    private OrderPurpose _purpose;
    private TimeInForce _timeInForce;
    private OrderStatus _status;
    private ExitReason _exit;
    private OrderId _entry;
    private long _decision;
    private decimal _quantity;
    private decimal _limitPrice;
    private decimal _stopPrice;
    private decimal _trailAmount;
    private bool _trailIsFraction;
    private decimal _filledQuantity;
    private decimal _filledValue;
    private decimal _fee;
    private bool _feeIsInBase;
    private DateTime _intendedAt;
    private DateTime _changedAt;
    private DateTime _nextAsk;
    private DateTime _termsAt;
    private DateTime _missingSince;
    private DateTime _commandNotBefore;
    private int _asks;
    private int _misses;
    private int _refusals;
    private bool _isPresumedLost;
    private decimal _plannedStop;
    private decimal? _plannedTarget;
    private bool _cancelAsked;
    private bool _changeAsked;
    private string? _venueOrderId;
    private string? _lastReason;

    internal Order()
    {
    }

    /// A new order in this object, whatever it was before.
    internal Order Begin(in OrderRequest request, OrderPurpose purpose, long decision, DateTime at)
    {
        Forget();
        _id = request.Id;
        _instrument = request.Instrument;
        _side = request.Side;
        _type = request.Type;
        _purpose = purpose;
        _timeInForce = request.TimeInForce;
        _decision = decision;
        _quantity = request.Quantity;
        _limitPrice = request.LimitPrice;
        _stopPrice = request.StopPrice;
        _trailAmount = request.Trail.Amount;
        _trailIsFraction = request.Trail.IsFraction;
        _intendedAt = _changedAt = at;
        _nextAsk = DateTime.MaxValue;
        return this;
    }

    private void Forget()
    {
        (_entry, _exit, _status) = (default, default, default);
        (_filledQuantity, _filledValue, _fee, _feeIsInBase) = (0, 0, 0, false);
        (_termsAt, _missingSince, _commandNotBefore) = (default, default, default);
        (_asks, _misses, _refusals, _isPresumedLost) = (0, 0, 0, false);
        (_plannedStop, _plannedTarget, _cancelAsked, _changeAsked) = (0, null, false, false);
        (_venueOrderId, _lastReason) = (null, null);
    }

    public OrderId Id => _id;

    public InstrumentId Instrument => _instrument;

    public Side Side => _side;

    public OrderType Type => _type;

    public OrderPurpose Purpose => _purpose;

    public TimeInForce TimeInForce => _timeInForce;

    /// The journal position of the signal or command it serves.
    public long Decision => _decision;

    /// For a leg: the entry it protects.
    public OrderId Entry { get => _entry; internal set => _entry = value; }

    /// For an exit: why.
    public ExitReason Exit { get => _exit; internal set => _exit = value; }

    public decimal Quantity => _quantity;

    public decimal LimitPrice => _limitPrice;

    public decimal StopPrice => _stopPrice;

    public Trail Trail => new(_trailAmount, _trailIsFraction);

    public OrderStatus Status { get => _status; internal set => _status = value; }

    public decimal FilledQuantity => _filledQuantity;

    public decimal FilledValue => _filledValue;

    /// In the quote currency, or in the base asset where that is said.
    public decimal Fee => _fee;

    public bool FeeIsInBase => _feeIsInBase;

    public decimal AveragePrice => _filledQuantity == 0 ? 0 : _filledValue / _filledQuantity;

    public decimal Remaining => _filledQuantity == 0 ? _quantity : Math.Max(0, _quantity - _filledQuantity);

    public bool IsOver => _status.IsOver();

    public DateTime IntendedAt => _intendedAt;

    public DateTime ChangedAt { get => _changedAt; internal set => _changedAt = value; }

    /// When the venue is to be asked about it next.
    public DateTime NextAsk { get => _nextAsk; internal set => _nextAsk = value; }

    /// How often the venue was asked since it last answered.
    public int Asks { get => _asks; internal set => _asks = value; }

    /// How often in a row the venue did not know it.
    public int Misses { get => _misses; internal set => _misses = value; }

    /// Since when the venue says that it does not know it.
    public DateTime MissingSince { get => _missingSince; internal set => _missingSince = value; }

    /// It ended because the venue did not know it for long, not because the venue said so.
    public bool IsPresumedLost { get => _isPresumedLost; internal set => _isPresumedLost = value; }

    /// For an entry: what its position is to be protected with.
    public decimal PlannedStop => _plannedStop;

    public decimal? PlannedTarget => _plannedTarget;

    /// When the venue may be asked to cancel or change it again, after it refused.
    public DateTime CommandNotBefore => _commandNotBefore;

    /// How often in a row the venue refused to cancel or change it.
    public int Refusals => _refusals;

    public bool CancelAsked { get => _cancelAsked; internal set => _cancelAsked = value; }

    public bool ChangeAsked { get => _changeAsked; internal set => _changeAsked = value; }

    public string? VenueOrderId { get => _venueOrderId; internal set => _venueOrderId = value; }

    public string? LastReason { get => _lastReason; internal set => _lastReason = value; }

    /// Takes over what the venue counts in sum, and says what is new in it: a fill, a fee that came late, or nothing.
    internal (decimal Quantity, decimal Value, decimal Fee) Advance(in OrderReport report)
    {
        if (report.CumulativeQuantity == _filledQuantity && report.CumulativeFee == _fee) return default;
        var isFirst = _filledQuantity == 0;
        var quantity = Plain(report.CumulativeQuantity, QuantityDecimals);
        if (!isFirst) quantity = Digits.Plain(quantity - _filledQuantity);
        var isFeeTold = report.CumulativeFee != 0;
        var fee = isFeeTold ? Plain(report.CumulativeFee, FeeDecimals) : 0;
        if (isFeeTold && _fee != 0) fee = Digits.Plain(fee - _fee);
        if (quantity < 0 || (quantity == 0 && fee <= 0)) return default;
        var value = quantity == 0 ? 0 : Plain(report.CumulativeValue, Position.CostDecimals);
        if (quantity != 0 && !isFirst) value = Digits.Plain(value - _filledValue);
        _filledQuantity = isFirst ? quantity : Digits.Plain(_filledQuantity + quantity);
        _filledValue = isFirst ? value : Digits.Plain(_filledValue + value);
        _fee = _fee == 0 ? fee : _fee + fee;
        if (isFeeTold) _feeIsInBase = report.FeeIsInBase;
        return (quantity, value, fee);
    }

    private static decimal Plain(decimal number, int most) => Digits.Plain(number.Scale > most ? Math.Round(number, most) : number);

    /// Takes over other terms than are known, unless they are older; a report with news of a fill never is.
    internal TermsTaken TakeTerms(in OrderReport report, bool isNews, DateTime now)
    {
        var isSame = (report.Quantity == 0 || report.Quantity == _quantity)
            && (report.LimitPrice == 0 || report.LimitPrice == _limitPrice)
            && (report.StopPrice == 0 || report.StopPrice == _stopPrice);
        if (!isNews && report.VenueTime < _termsAt) return isSame ? TermsTaken.None : TermsTaken.InDoubt;
        if (report.Quantity > 0 || report.LimitPrice > 0 || report.StopPrice > 0) _termsAt = report.VenueTime < now ? report.VenueTime : now;
        if (report.Quantity > 0) _quantity = report.Quantity;
        if (report.LimitPrice > 0) _limitPrice = report.LimitPrice;
        if (report.StopPrice > 0) _stopPrice = report.StopPrice;
        return isSame ? TermsTaken.None : TermsTaken.Taken;
    }

    /// For a leg: the venue said, with its entry, how much it works for.
    internal void TakeQuantity(decimal quantity, DateTime venueTime, DateTime now)
    {
        _quantity = quantity;
        _termsAt = venueTime < now ? venueTime : now;
    }

    /// The venue did not do what it was asked: not again before this.
    internal void Refused(DateTime now)
    {
        _refusals++;
        _commandNotBefore = now + Backoff.After(_refusals);
    }

    internal void Obeyed() => (_refusals, _commandNotBefore) = (0, default);

    /// For an entry: how its position is to be protected. An entry never trails itself, so its trail is its stop's.
    internal void Plan(decimal stop, decimal? target, Trail? trail)
    {
        (_plannedStop, _plannedTarget) = (stop, target);
        if (trail is { } follows) (_trailAmount, _trailIsFraction) = (follows.Amount, follows.IsFraction);
    }

    public void Sync(StateStream stream)
    {
        SyncTerms(stream);
        stream.SyncEnum(ref _status);
        stream.SyncEnum(ref _exit);
        stream.Sync(ref _filledQuantity);
        stream.Sync(ref _filledValue);
        stream.Sync(ref _fee);
        stream.Sync(ref _feeIsInBase);
        stream.Sync(ref _intendedAt);
        stream.Sync(ref _changedAt);
        stream.Sync(ref _nextAsk);
        stream.Sync(ref _termsAt);
        stream.Sync(ref _missingSince);
        stream.Sync(ref _commandNotBefore);
        stream.Sync(ref _asks);
        stream.Sync(ref _misses);
        stream.Sync(ref _refusals);
        stream.Sync(ref _isPresumedLost);
        stream.Sync(ref _plannedStop);
        stream.Sync(ref _plannedTarget);
        stream.Sync(ref _cancelAsked);
        stream.Sync(ref _changeAsked);
        stream.Sync(ref _venueOrderId);
        stream.Sync(ref _lastReason);
    }

    private void SyncTerms(StateStream stream)
    {
        SyncId(stream, ref _id);
        SyncId(stream, ref _entry);
        var instrument = _instrument.Value;
        stream.Sync(ref instrument);
        _instrument = new InstrumentId(instrument);
        stream.SyncEnum(ref _side);
        stream.SyncEnum(ref _type);
        stream.SyncEnum(ref _purpose);
        stream.SyncEnum(ref _timeInForce);
        stream.Sync(ref _decision);
        stream.Sync(ref _quantity);
        stream.Sync(ref _limitPrice);
        stream.Sync(ref _stopPrice);
        stream.Sync(ref _trailAmount);
        stream.Sync(ref _trailIsFraction);
    }

    internal static void SyncId(StateStream stream, ref OrderId id)
    {
        var value = id.Value;
        stream.Sync(ref value);
        id = new OrderId(value);
    }
}

/// What became of the terms that a report named.
internal enum TermsTaken
{
    None,
    Taken,

    /// They differ from those known and seem older: only the venue can tell.
    InDoubt,
}
