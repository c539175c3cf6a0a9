using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Ledger;

namespace Perun.Engine.Orders;

/// One order over its life: its terms, why it exists, and what has become of it.
public sealed class Order : IHasState
{
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
    private int _asks;
    private int _misses;
    private bool _cancelAsked;
    private bool _changeAsked;
    private string? _venueOrderId;
    private string? _lastReason;

    internal Order()
    {
    }

    internal Order(in OrderRequest request, OrderPurpose purpose, long decision, DateTime at)
    {
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

    public decimal Quantity { get => _quantity; internal set => _quantity = value; }

    public decimal LimitPrice { get => _limitPrice; internal set => _limitPrice = value; }

    public decimal StopPrice { get => _stopPrice; internal set => _stopPrice = value; }

    public Trail Trail => new(_trailAmount, _trailIsFraction);

    public OrderStatus Status { get => _status; internal set => _status = value; }

    public decimal FilledQuantity => _filledQuantity;

    public decimal FilledValue => _filledValue;

    /// In the quote currency, or in the base asset where that is said.
    public decimal Fee => _fee;

    public bool FeeIsInBase => _feeIsInBase;

    public decimal AveragePrice => _filledQuantity == 0 ? 0 : _filledValue / _filledQuantity;

    public decimal Remaining => Math.Max(0, _quantity - _filledQuantity);

    public bool IsOver => _status.IsOver();

    public DateTime IntendedAt => _intendedAt;

    public DateTime ChangedAt { get => _changedAt; internal set => _changedAt = value; }

    /// When the venue is to be asked about it next.
    public DateTime NextAsk { get => _nextAsk; internal set => _nextAsk = value; }

    /// How often the venue was asked since it last answered.
    public int Asks { get => _asks; internal set => _asks = value; }

    /// How often in a row the venue did not know it.
    public int Misses { get => _misses; internal set => _misses = value; }

    public bool CancelAsked { get => _cancelAsked; internal set => _cancelAsked = value; }

    public bool ChangeAsked { get => _changeAsked; internal set => _changeAsked = value; }

    public string? VenueOrderId { get => _venueOrderId; internal set => _venueOrderId = value; }

    public string? LastReason { get => _lastReason; internal set => _lastReason = value; }

    /// Takes over what the venue counts in sum, and says what is new in it: a fill, a fee that came late, or nothing.
    internal (decimal Quantity, decimal Value, decimal Fee) Advance(in OrderReport report)
    {
        var quantity = report.CumulativeQuantity - _filledQuantity;
        if (quantity < 0 || (quantity == 0 && report.CumulativeFee <= _fee)) return default;
        var value = report.CumulativeValue - _filledValue;
        var fee = report.CumulativeFee - _fee;
        _filledQuantity = report.CumulativeQuantity;
        _filledValue = report.CumulativeValue;
        _fee = report.CumulativeFee;
        _feeIsInBase = report.FeeIsInBase;
        return (quantity, value, fee);
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
        stream.Sync(ref _asks);
        stream.Sync(ref _misses);
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
