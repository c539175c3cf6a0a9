using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;

namespace Perun.Backtesting.AgainstJournal;

/// A proposal with what the engine said to it.
internal sealed record HeardSignal(long Position, DateTime At, Signal Signal)
{
    public Notice.Judged? Judged { get; set; }

    public bool IsRefused => Judged is { Verdict: VerdictKind.Refused };
}

/// Makes trades of what an engine says. Only those that were opened while it listened: a trade carried into the period was
/// decided before it.
internal sealed class TradeTracker
{
    private readonly Dictionary<long, HeardSignal> _signals = [];
    private readonly Dictionary<long, DateTime> _requests = [];
    private readonly Dictionary<InstrumentId, Running> _running = [];
    private readonly HashSet<InstrumentId> _carried = [];
    private readonly List<TradeStory> _closed = [];
    private long _position;
    private DateTime _at;

    public IReadOnlyCollection<HeardSignal> Signals => _signals.Values;

    /// What was held before: its trades belong to another period.
    public void Carry(InstrumentId instrument) => _carried.Add(instrument);

    public void Begin(long position, DateTime at) => (_position, _at) = (position, at);

    public void Propose(Signal signal) => _signals[_position] = new HeardSignal(_position, _at, signal);

    public void Request() => _requests[_position] = _at;

    public void Hear(Notice notice)
    {
        switch (notice)
        {
            case Notice.Judged judged when _signals.TryGetValue(_position, out var heard):
                heard.Judged ??= judged;
                break;
            case Notice.FillBooked fill:
                Fill(fill);
                break;
            case Notice.TradeClosed { Trade: var trade }:
                Close(trade);
                break;
        }
    }

    /// All trades, in the order in which they closed; what is open is valued at the mark.
    public IReadOnlyList<TradeStory> Finish(EngineState state)
    {
        foreach (var (instrument, running) in _running)
        {
            var position = state.Ledger[instrument];
            if (position.IsFlat || _carried.Contains(instrument)) continue;
            _closed.Add(Story(instrument, running.Side, running.Decision, running.Opened) with
            {
                Quantity = running.Entered,
                Entry = running.EntryValue / running.Entered,
                Exit = position.Mark,
                Fees = running.Fees,
                Profit = Digits.Plain(running.Cash + position.MarketValue - running.Fees, 8),
            });
        }
        return _closed;
    }

    private void Fill(Notice.FillBooked fill)
    {
        if (!_running.TryGetValue(fill.Instrument, out var running))
            _running[fill.Instrument] = running = new Running { Side = fill.Side, Decision = fill.Order.JournalPosition, Opened = _at };
        running.Fees += fill.Fee;
        running.Cash -= fill.Side.Sign() * fill.Quantity * fill.Price;
        if (fill.Side != running.Side) return;
        running.Entered += fill.Quantity;
        running.EntryValue += fill.Quantity * fill.Price;
    }

    private void Close(Trade trade)
    {
        _running.Remove(trade.Instrument);
        if (_carried.Remove(trade.Instrument)) return;
        _closed.Add(Story(trade.Instrument, trade.Side, trade.Decision, trade.Opened) with
        {
            Closed = trade.Closed,
            Quantity = trade.Quantity,
            Entry = trade.AverageEntry,
            Exit = trade.AverageExit,
            Fees = trade.Fees,
            Profit = trade.Profit,
            Reason = trade.Reason,
        });
    }

    private TradeStory Story(InstrumentId instrument, Side side, long decision, DateTime opened)
    {
        var heard = _signals.GetValueOrDefault(decision);
        var asked = _requests.TryGetValue(decision, out var at);
        return new TradeStory
        {
            Instrument = instrument,
            Side = side,
            Decision = decision,
            BasedOn = heard?.Signal.BasedOn ?? (asked ? at : opened),
            Decided = heard?.At ?? (asked ? at : opened),
            IsByOperator = asked,
            Opened = opened,
            Quantity = 0,
            Entry = 0,
            Exit = 0,
            Fees = 0,
            Profit = 0,
        };
    }

    /// What is under way in one instrument, by its cash.
    private sealed class Running
    {
        public required Side Side { get; init; }

        public required long Decision { get; init; }

        public required DateTime Opened { get; init; }

        public decimal Entered { get; set; }

        public decimal EntryValue { get; set; }

        public decimal Cash { get; set; }

        public decimal Fees { get; set; }
    }
}
