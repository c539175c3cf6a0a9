using System.Runtime.CompilerServices;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Safety;

namespace Perun.Engine.Risk;

/// The account as the rules see it: read only.
public sealed class AccountView
{
    private readonly List<Market> _markets;
    private readonly List<SymbolRecord> _symbols;
    private readonly OrderDesk _desk;

    internal AccountView(
        AccountLedger ledger, OutsideHoldings outside, List<Market> markets, List<SymbolRecord> symbols, TrackRecord record, Brakes brakes, OrderDesk desk)
    {
        Ledger = ledger;
        Outside = outside;
        Record = record;
        Brakes = brakes;
        _markets = markets;
        _symbols = symbols;
        _desk = desk;
    }

    public EngineSettings Settings { get; internal set; } = new();

    public DateTime Now { get; internal set; }

    internal bool WantsWords { get; init; }

    public AccountLedger Ledger { get; }

    /// What the account holds beside what Perun trades.
    public OutsideHoldings Outside { get; }

    public TrackRecord Record { get; }

    public Brakes Brakes { get; }

    public decimal Equity => Ledger.Equity;

    public decimal LossToday => Record.LossToday(Ledger.Equity);

    public SymbolRecord Symbol(InstrumentId instrument) => _symbols[instrument.Value];

    public Position Position(InstrumentId instrument) => Ledger[instrument];

    /// Entries on the way, in one instrument: what they may still add, at their prices.
    public decimal PendingEntryValue(InstrumentId instrument)
    {
        var sum = 0m;
        foreach (var order in _desk.OpenSpan(instrument))
            if (order.Purpose == OrderPurpose.Entry) sum += order.Remaining * PriceOf(order);
        return sum;
    }

    /// What open entries over all instruments may still cost.
    public decimal PendingEntryValue()
    {
        var sum = 0m;
        foreach (var market in _markets)
            if (_desk.OpenIn(market.Id).Count > 0) sum += PendingEntryValue(market.Id);
        return sum;
    }

    /// Instruments with a position or with an entry on the way.
    public int PositionsTaken
    {
        get
        {
            var count = 0;
            foreach (var market in _markets)
                if (IsHeld(market) || HasEntry(market.Id)) count++;
            return count;
        }
    }

    /// Cash that nothing on the way will need, less the reserve.
    public decimal BuyingPower
    {
        get
        {
            var (free, pending) = (Ledger.Cash, PendingEntryValue());
            if (pending != 0) free -= pending;
            if (Settings.CashReservePercent != 0) free *= 1 - Settings.CashReservePercent * 0.01m;
            return Math.Max(0, free);
        }
    }

    public bool HasEntry(InstrumentId instrument)
    {
        foreach (var order in _desk.OpenSpan(instrument))
            if (order.Purpose == OrderPurpose.Entry) return true;
        return false;
    }

    /// Says no, with words where they are read.
    internal Refusal Refuse(Reason reason, [InterpolatedStringHandlerArgument("")] ref Words words) => new(reason, words.Take());

    internal Refusal Refuse(Reason reason, string words) => new(reason, WantsWords ? words : "");

    /// Holds more than dust.
    public bool IsHeld(Market market) => Dust.IsMore(Ledger[market.Id].Quantity, market.Instrument);

    private decimal PriceOf(Order order) => order.LimitPrice > 0 ? order.LimitPrice : _markets[order.Instrument.Value].Money;
}
