using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// One account's books at the venue: cash, positions, fees and fills.
public sealed class VenueAccount : IHasState
{
    private readonly Queue<VenueFill> _fills = [];
    private readonly int _mostFills;
    private Holding[] _holdings = [];
    private decimal _cash, _feesPaid;
    private long _fillCount;

    internal VenueAccount(decimal startingCash, int mostFills)
    {
        _cash = startingCash;
        _mostFills = mostFills;
    }

    public decimal Cash => _cash;

    /// Fees taken in the quote currency since the start.
    public decimal FeesPaid => _feesPaid;

    /// How many fills there were since the start.
    public long FillCount => _fillCount;

    /// The latest fills, the oldest first.
    public IReadOnlyCollection<VenueFill> Fills => _fills;

    public decimal PositionIn(InstrumentId instrument) =>
        instrument.Value < _holdings.Length ? _holdings[instrument.Value].Quantity : 0;

    /// Fees taken in the asset itself since the start.
    public decimal BaseFeesPaidIn(InstrumentId instrument) =>
        instrument.Value < _holdings.Length ? _holdings[instrument.Value].BaseFees : 0;

    public decimal AveragePriceOf(InstrumentId instrument) =>
        instrument.Value < _holdings.Length ? _holdings[instrument.Value].AveragePrice : 0;

    /// How much of a position an order on this side could close.
    public decimal ClosableBy(Side side, InstrumentId instrument) => CanClose(side, instrument) ? Math.Abs(PositionIn(instrument)) : 0;

    /// Whether an order on this side would close anything.
    public bool CanClose(Side side, InstrumentId instrument)
    {
        if (instrument.Value >= _holdings.Length) return false;
        ref readonly var held = ref _holdings[instrument.Value].Quantity;
        return held != 0 && decimal.IsNegative(held) == (side == Side.Buy);
    }

    /// A share becomes so many. What is left over of a whole one is paid out at the new price.
    /// <param name="price">Of a new share.</param>
    /// <returns>The cash that was paid.</returns>
    public decimal Split(InstrumentId instrument, decimal ratio, decimal price)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        if (PositionIn(instrument) == 0) return 0;
        ref var holding = ref _holdings[instrument.Value];
        var quantity = holding.Quantity * ratio;
        // Who had parts of shares keeps parts of them; who had whole ones keeps whole ones.
        var kept = holding.Quantity == decimal.Truncate(holding.Quantity) ? decimal.Truncate(quantity) : quantity;
        var paid = Math.Round((quantity - kept) * price, 2);
        holding.Quantity = kept;
        holding.AveragePrice = kept == 0 ? 0 : holding.AveragePrice / ratio;
        _cash += paid;
        return paid;
    }

    /// Cash comes, or goes where it is negative, otherwise than by trading.
    public void Transfer(decimal amount) => _cash += amount;

    internal int HoldingCount => _holdings.Length;

    internal long NextFillNumber => _fillCount + 1;

    /// <param name="value">Quantity times price.</param>
    internal void Book(in VenueFill fill, decimal value)
    {
        _fillCount++;
        var isBuy = fill.Side == Side.Buy;
        _cash = isBuy ? _cash - value : _cash + value;
        if (fill.Instrument.Value >= _holdings.Length) Array.Resize(ref _holdings, fill.Instrument.Value + 1);
        ref var holding = ref _holdings[fill.Instrument.Value];
        var change = isBuy ? fill.Quantity : -fill.Quantity;
        if (fill.FeeIsInBase)
        {
            change -= fill.Fee;
            holding.BaseFees += fill.Fee;
        }
        else if (fill.Fee != 0)
        {
            _cash -= fill.Fee;
            _feesPaid += fill.Fee;
        }
        holding.Take(change, fill.Price);
        if (_mostFills == 0) return;
        if (_fills.Count == _mostFills) _fills.Dequeue();
        _fills.Enqueue(fill);
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _cash);
        stream.Sync(ref _feesPaid);
        stream.Sync(ref _fillCount);
        var holdings = stream.SyncCount(_holdings.Length);
        if (stream.IsLoading) _holdings = new Holding[holdings];
        foreach (ref var holding in _holdings.AsSpan()) holding.Sync(stream);
        var fills = _fills.ToList();
        stream.SyncList(fills, SyncFill);
        if (!stream.IsLoading) return;
        _fills.Clear();
        foreach (var fill in fills) _fills.Enqueue(fill);
    }

    private static void SyncFill(StateStream stream, ref VenueFill fill)
    {
        var (number, order, instrument, side, quantity, price, fee, feeIsInBase, liquidity, time) = fill;
        stream.Sync(ref number);
        stream.Sync(ref order);
        stream.Sync(ref instrument);
        stream.SyncEnum(ref side);
        stream.Sync(ref quantity);
        stream.Sync(ref price);
        stream.Sync(ref fee);
        stream.Sync(ref feeIsInBase);
        stream.SyncEnum(ref liquidity);
        stream.Sync(ref time);
        fill = new VenueFill(number, order, instrument, side, quantity, price, fee, feeIsInBase, liquidity, time);
    }

    private struct Holding
    {
        public decimal Quantity;
        public decimal AveragePrice;
        public decimal BaseFees;

        public void Take(decimal change, decimal price)
        {
            var after = Quantity + change;
            if (after == 0) AveragePrice = 0;
            else if (Quantity == 0 || Math.Sign(after) != Math.Sign(Quantity)) AveragePrice = price;
            else if (Math.Sign(change) == Math.Sign(Quantity)) AveragePrice = (Quantity * AveragePrice + change * price) / after;
            Quantity = after;
        }

        public void Sync(StateStream stream)
        {
            stream.Sync(ref Quantity);
            stream.Sync(ref AveragePrice);
            stream.Sync(ref BaseFees);
        }
    }
}
