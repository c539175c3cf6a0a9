using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// Where an order is in its life at the venue.
public enum VenueOrderState
{
    /// A leg whose entry has not filled yet.
    Held,

    Working,
    Filled,
    Cancelled,
    Expired,
    Rejected,
}

/// An order as the venue keeps it: its terms in force and what became of it.
public sealed class VenueOrder : IHasState
{
    private OrderRequest _terms;
    private VenueOrderState _state;
    private decimal _filled, _value, _fee, _notionalFee, _level, _reservePerUnit;
    private bool _isTriggered, _isSeen;
    private long _number;
    private DateTime _arrived, _expiry, _seenUntil;
    private string? _reason;

    internal VenueOrder()
    {
    }

    /// A new order in this object, whatever it was before.
    internal VenueOrder Begin(in OrderRequest terms, long number, DateTime arrived)
    {
        _terms = terms;
        _number = number;
        _arrived = arrived;
        _expiry = DateTime.MaxValue;
        _state = default;
        (_filled, _value, _fee, _notionalFee, _level, _reservePerUnit) = (0, 0, 0, 0, 0, 0);
        (_isTriggered, _isSeen, _seenUntil, _reason) = (false, false, default, null);
        (Entry, StopLeg, TargetLeg) = (null, null, null);
        return this;
    }

    /// A leg in this object, held until its entry fills.
    internal VenueOrder BeginLeg(VenueOrder entry, OrderId id, OrderType type, decimal price, long number)
    {
        Begin(
            new OrderRequest
            {
                Id = id,
                Instrument = entry.Instrument,
                Side = entry.Side.Opposite(),
                Type = type,
                Quantity = 0,
                StopPrice = type == OrderType.Stop ? price : 0,
                LimitPrice = type == OrderType.Limit ? price : 0,
                ReduceOnly = true,
            },
            number, entry.Arrived);
        (Entry, _state) = (entry, VenueOrderState.Held);
        return this;
    }

    /// Nobody finds it any more; its family, which has ended too, lets it go.
    internal void Part()
    {
        if (StopLeg is { } stop) stop.Entry = null;
        if (TargetLeg is { } target) target.Entry = null;
        if (Entry is not { } entry) return;
        if (ReferenceEquals(entry.StopLeg, this)) entry.StopLeg = null;
        else entry.TargetLeg = null;
    }

    public ref readonly OrderRequest Terms => ref _terms;

    internal void Take(in OrderRequest terms) => _terms = terms;

    internal void Resize(decimal quantity) => _terms = _terms with { Quantity = quantity };

    public OrderId Id => _terms.Id;

    public InstrumentId Instrument => _terms.Instrument;

    public Side Side => _terms.Side;

    public VenueOrderState State { get => _state; internal set => _state = value; }

    /// The venue's running number of it.
    public long Number => _number;

    public string VenueOrderId => $"sim-{_number}";

    public DateTime Arrived => _arrived;

    /// When it ends by itself; the end of time for orders that stay.
    public DateTime Expiry { get => _expiry; internal set => _expiry = value; }

    public decimal Filled => _filled;

    /// Sum of quantity times price over its fills.
    public decimal Value => _value;

    /// Sum of its fees, in the quote currency or the base asset as the instrument's schedule says.
    public decimal Fee => _fee;

    public decimal Remaining => _terms.Quantity - _filled;

    public decimal AveragePrice => _filled == 0 ? 0 : _value / _filled;

    /// Why it was rejected or cancelled, where there is a reason to tell.
    public string? Reason { get => _reason; internal set => _reason = value; }

    public bool IsOpen => _state is VenueOrderState.Working or VenueOrderState.Held;

    /// A stop whose price was touched.
    public bool IsTriggered { get => _isTriggered; internal set => _isTriggered = value; }

    /// Where a trailing stop stands.
    public decimal Level { get => _level; internal set => _level = value; }

    /// The entry that this leg protects.
    public VenueOrder? Entry { get; internal set; }

    public VenueOrder? StopLeg { get; internal set; }

    public VenueOrder? TargetLeg { get; internal set; }

    internal bool IsLeg => Entry is not null;

    internal VenueOrder? Sibling => Entry is null ? null : ReferenceEquals(Entry.StopLeg, this) ? Entry.TargetLeg : Entry.StopLeg;

    /// It has met a slice already, so it rests.
    internal bool IsSeen { get => _isSeen; set => _isSeen = value; }

    /// It has met this much of the price path already.
    internal DateTime SeenUntil { get => _seenUntil; set => _seenUntil = value; }

    /// The buying power that each unit still open takes; zero for what reduces a position.
    internal decimal ReservePerUnit { get => _reservePerUnit; set => _reservePerUnit = value; }

    internal bool MustFillAtOnce => _terms.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;

    /// The part of the fee that depends on notional, unrounded: what later fills add to.
    internal decimal NotionalFee => _notionalFee;

    internal void Book(decimal quantity, decimal value, decimal fee, decimal notionalFee)
    {
        _filled += quantity;
        _value += value;
        _fee += fee;
        _notionalFee = notionalFee;
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _terms);
        stream.SyncEnum(ref _state);
        stream.Sync(ref _filled);
        stream.Sync(ref _value);
        stream.Sync(ref _fee);
        stream.Sync(ref _notionalFee);
        stream.Sync(ref _level);
        stream.Sync(ref _reservePerUnit);
        stream.Sync(ref _isTriggered);
        stream.Sync(ref _isSeen);
        stream.Sync(ref _number);
        stream.Sync(ref _arrived);
        stream.Sync(ref _expiry);
        stream.Sync(ref _seenUntil);
        stream.Sync(ref _reason);
    }
}
