using System.Runtime.InteropServices;
using Perun.Core.Instruments;
using Perun.Core.State;

namespace Perun.Engine.Ledger;

/// Cash, positions and profit. Every fill is booked once; the books are audited after every booking.
public sealed class AccountLedger : IHasState
{
    private readonly List<Position> _positions = [];
    private decimal _startCash;
    private decimal _cash;
    private decimal _equity;
    private decimal _realised;
    private decimal _fees;
    private decimal _moved;
    private decimal _given;

    public decimal StartCash => _startCash;

    public decimal Cash => _cash;

    /// Cash plus positions at their marks.
    public decimal Equity => _equity;

    /// Profit of closed lots over all instruments, before fees.
    public decimal Realised => _realised;

    /// All fees paid, in the account's currency.
    public decimal Fees => _fees;

    /// Cash that came (or went, when negative) otherwise than by trading.
    public decimal Moved => _moved;

    /// What holdings were worth that came (or went) otherwise than by trading.
    public decimal Given => _given;

    public IReadOnlyList<Position> Positions => _positions;

    internal ReadOnlySpan<Position> PositionSpan => CollectionsMarshal.AsSpan(_positions);

    public Position this[InstrumentId instrument] => _positions[instrument.Value];

    /// The absolute value of all positions at their marks.
    public decimal Exposure
    {
        get
        {
            var sum = 0m;
            foreach (var position in _positions)
                if (!position.IsFlat) sum = sum == 0 ? Math.Abs(position.MarketValue) : sum + Math.Abs(position.MarketValue);
            return sum;
        }
    }

    internal void Open(decimal startCash)
    {
        _startCash = _cash = _equity = startCash;
    }

    internal void List(InstrumentId instrument)
    {
        while (_positions.Count <= instrument.Value) _positions.Add(new Position(new InstrumentId(_positions.Count)));
    }

    internal void Mark(InstrumentId instrument, decimal price) => Mark(_positions[instrument.Value], price);

    internal void Mark(Position position, decimal price) => _equity += position.MarkAt(price);

    /// Books one fill and returns the profit it realised, before fees.
    internal decimal Book(in Fill fill)
    {
        var position = _positions[fill.Instrument.Value];
        var before = position.MarketValue;
        var value = fill.SignedValue;
        var isPaidInCash = fill.FeeInBase == 0;
        var flow = isPaidInCash ? value + fill.FeeInQuote : value;
        var credited = isPaidInCash ? fill.SignedQuantity : fill.SignedQuantity - fill.FeeInBase;
        var realised = position.Take(credited, value, fill.At);
        position.PayFee(fill.FeeInQuote);
        _cash -= flow;
        var change = position.IsFlat ? -flow : position.MarketValue - flow;
        _equity += before == 0 ? change : change - before;
        if (realised != 0) _realised += realised;
        _fees += fill.FeeInQuote;
        return realised;
    }

    /// Cash that was not traded for: a deposit, a dividend, a fee of its own.
    internal void Move(decimal amount)
    {
        _cash += amount;
        _equity += amount;
        _moved += amount;
    }

    /// A holding that was not traded for comes, or goes, at a value (both signed alike); returns the profit that its leaving realised.
    internal decimal Give(InstrumentId instrument, decimal quantity, decimal value, DateTime at)
    {
        var position = _positions[instrument.Value];
        var before = position.MarketValue;
        var realised = position.Take(quantity, value, at);
        _equity += position.MarketValue - before;
        _realised += realised;
        _given += value;
        return realised;
    }

    /// One share becomes so many.
    internal void Split(InstrumentId instrument, decimal ratio)
    {
        var position = _positions[instrument.Value];
        var before = position.MarketValue;
        position.Split(ratio);
        _equity += position.MarketValue - before;
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _moved);
        stream.Sync(ref _given);
        stream.Sync(ref _startCash);
        stream.Sync(ref _cash);
        stream.Sync(ref _equity);
        stream.Sync(ref _realised);
        stream.Sync(ref _fees);
        var count = stream.SyncCount(_positions.Count, Universe.MostInstruments);
        if (stream.IsLoading)
        {
            _positions.Clear();
            if (count > 0) List(new InstrumentId(count - 1));
        }
        foreach (var position in _positions) position.Sync(stream);
    }
}
