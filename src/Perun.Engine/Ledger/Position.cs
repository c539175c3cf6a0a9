using System.Runtime.InteropServices;
using Perun.Core.Instruments;
using Perun.Core.State;

namespace Perun.Engine.Ledger;

/// What is held of one instrument: lots in the order they were opened, closed first in, first out.
public sealed class Position(InstrumentId instrument) : IHasState
{
    /// Costs are kept to this many decimals, so that sums stay exact.
    internal const int CostDecimals = 12;

    /// No venue keeps smaller parts of a share.
    private const int SplitDecimals = 9;

    private readonly List<Lot> _lots = [];
    private decimal _quantity;
    private decimal _cost;
    private decimal _realised;
    private decimal _fees;
    private decimal _mark;
    private decimal _marketValue;

    public InstrumentId Instrument { get; } = instrument;

    /// Signed: negative when short.
    public decimal Quantity => _quantity;

    /// What the open lots cost, without fees; signed like the quantity.
    public decimal Cost => _cost;

    /// Profit of closed lots, before fees.
    public decimal Realised => _realised;

    /// All fees ever paid on this instrument, in the quote currency.
    public decimal Fees => _fees;

    /// The price it is valued at: what it cost, until the market says another.
    public decimal Mark => _mark == 0 ? AverageEntry : _mark;

    public decimal MarketValue => _marketValue;

    public decimal Unrealised => _marketValue - _cost;

    public decimal AverageEntry => _quantity == 0 ? 0 : _cost / _quantity;

    public bool IsFlat => _lots.Count == 0;

    public bool IsLong => _quantity > 0;

    public IReadOnlyList<Lot> Lots => _lots;

    internal ReadOnlySpan<Lot> LotSpan => CollectionsMarshal.AsSpan(_lots);

    /// Values the position at a new price and says by how much its value changed.
    internal decimal MarkAt(decimal price)
    {
        var before = _marketValue;
        _mark = price;
        _marketValue = _quantity * price;
        return _marketValue - before;
    }

    /// Books a signed quantity at a signed value (both positive for a purchase); returns the profit realised, before fees.
    internal decimal Take(decimal quantity, decimal value, DateTime at)
    {
        if (quantity == 0)
        {
            _realised -= value; // the fee took all that was bought
            return -value;
        }
        if (_quantity == 0) _mark = 0; // the mark of an earlier position says nothing about this one
        var realised = 0m;
        while (quantity != 0 && _lots.Count > 0 && decimal.IsNegative(_lots[0].Quantity) != decimal.IsNegative(quantity))
        {
            ref var lot = ref CollectionsMarshal.AsSpan(_lots)[0];
            var closing = Math.Abs(lot.Quantity) <= Math.Abs(quantity) ? lot.Quantity : -quantity;
            var cost = Share(lot.Cost, closing, lot.Quantity);
            var proceeds = Share(value, -closing, quantity);
            realised += -proceeds - cost;
            _cost -= cost;
            _quantity -= closing;
            quantity += closing;
            value -= proceeds;
            if (closing == lot.Quantity) _lots.RemoveAt(0);
            else lot = lot with { Quantity = lot.Quantity - closing, Cost = lot.Cost - cost };
        }
        if (quantity != 0)
        {
            _lots.Add(new Lot(quantity, value, at));
            _quantity += quantity;
            _cost += value;
        }
        _marketValue = _mark == 0 ? _cost : _quantity * _mark;
        if (realised != 0) _realised += realised;
        return realised;
    }

    /// More (or fewer) units at the same cost.
    internal void Split(decimal ratio)
    {
        _quantity = 0;
        foreach (ref var lot in CollectionsMarshal.AsSpan(_lots))
        {
            lot = lot with { Quantity = Math.Round(lot.Quantity * ratio, SplitDecimals, MidpointRounding.ToZero) };
            _quantity += lot.Quantity;
        }
        _mark /= ratio;
        _marketValue = _mark == 0 ? _cost : _quantity * _mark;
    }

    internal void PayFee(decimal fee)
    {
        if (fee != 0) _fees += fee;
    }

    public void Sync(StateStream stream)
    {
        stream.SyncList(_lots, Lot.Sync);
        stream.Sync(ref _quantity);
        stream.Sync(ref _cost);
        stream.Sync(ref _realised);
        stream.Sync(ref _fees);
        stream.Sync(ref _mark);
        stream.Sync(ref _marketValue);
    }

    /// The part of an amount that belongs to part of a quantity; the whole for the whole, exactly.
    private static decimal Share(decimal amount, decimal part, decimal whole) =>
        part == whole ? amount : Math.Round(amount * (part / whole), CostDecimals);
}
