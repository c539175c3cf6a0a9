using Perun.Core.Instruments;
using Perun.Core.State;

namespace Perun.Engine.Ledger;

/// A second set of books, kept from the orders' cumulative reports alone, against which the ledger is held after every fill.
public sealed class LedgerAudit : IHasState
{
    private readonly List<Tally> _tallies = [];
    private decimal _spent;
    private decimal _feesFromCash;
    private long _counted;

    /// How many fills were counted.
    public long Counted => _counted;

    internal void List(InstrumentId instrument)
    {
        while (_tallies.Count <= instrument.Value) _tallies.Add(new Tally());
    }

    /// Takes the change in one order's cumulative quantity, value and fee.
    internal void Count(in Fill fill)
    {
        _counted++;
        var tally = _tallies[fill.Instrument.Value];
        tally.Quantity += fill.SignedQuantity;
        _spent += fill.SignedValue;
        if (fill.FeeInBase != 0) tally.FeeInBase += fill.FeeInBase;
        else _feesFromCash += fill.FeeInQuote;
    }

    /// A holding came or went without a fill.
    internal void Give(InstrumentId instrument, decimal quantity) => _tallies[instrument.Value].Quantity += quantity;

    /// From here on it is counted from what the split left.
    internal void Split(InstrumentId instrument, decimal held)
    {
        var tally = _tallies[instrument.Value];
        (tally.Quantity, tally.FeeInBase) = (held, 0);
    }

    /// Null when the books of this instrument and the cash agree, else what is wrong, with the numbers.
    internal string? Check(AccountLedger ledger, InstrumentId instrument)
    {
        var position = ledger[instrument];
        var tally = _tallies[instrument.Value];
        if (position.Quantity != tally.Held)
            return $"position is {position.Quantity}, but the fills sum to {tally.Held}";
        var (quantity, cost) = (0m, 0m);
        foreach (ref readonly var lot in position.LotSpan)
        {
            quantity = quantity == 0 ? lot.Quantity : quantity + lot.Quantity;
            cost = cost == 0 ? lot.Cost : cost + lot.Cost;
        }
        if (quantity != position.Quantity) return $"position is {position.Quantity}, but its lots sum to {quantity}";
        if (cost != position.Cost) return $"position cost {position.Cost}, but its lots cost {cost}";
        var cash = ledger.StartCash + ledger.Moved - _spent - _feesFromCash;
        return ledger.Cash == cash ? null : $"cash is {ledger.Cash}, but the flows leave {cash}";
    }

    /// The whole: what costs more than a few additions is checked now and then rather than after each fill.
    internal string? CheckAll(AccountLedger ledger)
    {
        var (value, cost, realised) = (0m, 0m, 0m);
        foreach (var position in ledger.PositionSpan)
        {
            if (Check(ledger, position.Instrument) is { } wrong) return wrong;
            value += position.MarketValue;
            cost += position.Cost;
            realised += position.Realised;
        }
        if (ledger.Realised != realised) return $"profit realised is {ledger.Realised}, but the positions realised {realised}";
        if (Math.Abs(ledger.Equity - ledger.Cash - value) > 0.000001m)
            return $"equity is {ledger.Equity}, but cash and positions make {ledger.Cash + value}";
        var expected = ledger.StartCash + ledger.Moved + ledger.Given + realised - _feesFromCash - cost;
        return ledger.Cash == expected ? null : $"cash is {ledger.Cash}, but start, profit, fees and open costs leave {expected}";
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _spent);
        stream.Sync(ref _feesFromCash);
        stream.Sync(ref _counted);
        var count = stream.SyncCount(_tallies.Count, Universe.MostInstruments);
        if (stream.IsLoading)
        {
            _tallies.Clear();
            if (count > 0) List(new InstrumentId(count - 1));
        }
        foreach (var tally in _tallies) tally.Sync(stream);
    }

    private sealed class Tally : IHasState
    {
        private decimal _quantity;
        private decimal _feeInBase;

        public decimal Quantity
        {
            get => _quantity;
            set => _quantity = value;
        }

        public decimal FeeInBase
        {
            get => _feeInBase;
            set => _feeInBase = value;
        }

        public decimal Held => _feeInBase == 0 ? _quantity : _quantity - _feeInBase;

        public void Sync(StateStream stream)
        {
            stream.Sync(ref _quantity);
            stream.Sync(ref _feeInBase);
        }
    }
}
