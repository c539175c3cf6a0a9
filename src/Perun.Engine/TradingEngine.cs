using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Proposals;
using Perun.Engine.Protection;
using Perun.Engine.Safety;

namespace Perun.Engine;

/// Takes one event at a time and answers with commands and notices. It is a pure function of the events: it reads no clock,
/// file, network or random source, so a journal of events gives the same commands again, byte for byte.
public sealed class TradingEngine : IHasState
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private readonly IEngineOutput _output;
    private readonly BrakeKeeper _brakes;
    private readonly DayKeeper _day;
    private readonly Bookkeeper _books;
    private readonly ProtectionKeeper _protection;
    private readonly ProposalDesk _proposals;
    private readonly Emergency _emergency;
    private readonly Corrections _corrections;
    private readonly OperatorDesk _operators;

    public TradingEngine(IEngineOutput output)
    {
        _output = output;
        State = new EngineState(output);
        _brakes = new BrakeKeeper(State, output);
        _day = new DayKeeper(State, _brakes);
        _books = new Bookkeeper(State, _brakes, output);
        _protection = new ProtectionKeeper(State, output);
        _proposals = new ProposalDesk(State, _protection, output);
        _emergency = new Emergency(State, _brakes, _proposals, output);
        _corrections = new Corrections(State, _brakes, _books, _protection, output);
        _operators = new OperatorDesk(State, _brakes, _emergency, _corrections, _proposals, output);
    }

    public EngineState State { get; }

    public void Process(in Stamp stamp, in Started started)
    {
        State.Settings = started.Settings;
        Begin(stamp);
        if (!State.IsStarted)
        {
            State.IsStarted = true;
            State.Ledger.Open(started.StartCash);
            _day.Begin();
        }
        State.Desk.AskAll("restarted before an answer came");
        State.LookAgainBy(State.Now);
        Finish();
    }

    public void Process(in Stamp stamp, in InstrumentListed listed)
    {
        Begin(stamp);
        State.List(listed.Instrument);
        _day.FindEnd();
        State.LookAgainBy(State.Now);
        Finish();
    }

    public void Process(in Stamp stamp, in BarClosed closed)
    {
        var bar = closed.Bar;
        Process(stamp, closed.Instrument, bar, bar.Time);
    }

    /// The same without the event around it, for a bar of any length: to the engine it is the minute in which it closed.
    public void Process(in Stamp stamp, InstrumentId instrument, in Bar bar, DateTime minute)
    {
        Begin(stamp);
        if (IsListed(instrument)) Take(State.Market(instrument), bar, minute);
        Finish();
    }

    public void Process(in Stamp stamp, in QuoteSeen seen)
    {
        Begin(stamp);
        if (IsListed(seen.Instrument)) Doubt(State.Market(seen.Instrument), State.Market(seen.Instrument).Take(seen.Quote, State.Now), seen.Quote.Middle);
        Finish();
    }

    public void Process(in Stamp stamp, in SignalProposed proposed)
    {
        Begin(stamp);
        _proposals.Hear(proposed.Signal, stamp.Position);
        Finish();
    }

    public void Process(in Stamp stamp, in OrderReported reported) => Process(stamp, reported.Report);

    /// The same without the event around it, for a venue that hands over its reports where they stand.
    public void Process(in Stamp stamp, in OrderReport report)
    {
        Begin(stamp);
        Take(report);
        Finish();
    }

    public void Process(in Stamp stamp, in TimePassed passed)
    {
        _ = passed;
        Begin(stamp);
        Finish();
    }

    public void Process(in Stamp stamp, in TradingHalted halted)
    {
        Begin(stamp);
        if (IsListed(halted.Instrument))
        {
            var market = State.Market(halted.Instrument);
            market.Halt(halted.IsHalted, halted.Reason);
            _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.Halted, market.Id, halted.IsHalted ? $"trading in {market.Instrument} is halted: {halted.Reason}" : $"trading in {market.Instrument} goes on"));
            State.LookAgainBy(State.Now);
        }
        Finish();
    }

    public void Process(in Stamp stamp, in AccountSeen seen)
    {
        Begin(stamp);
        _corrections.See(seen);
        Finish();
    }

    public void Process(in Stamp stamp, in VenueStood stood)
    {
        Begin(stamp);
        if (stood.IsReady) _brakes.Lift(Brake.Venue, stood.Why);
        else _brakes.Throw(Brake.Venue, stood.Why);
        Finish();
    }

    public void Process(in Stamp stamp, in CashMoved moved)
    {
        Begin(stamp);
        _corrections.Take(moved);
        Finish();
    }

    public void Process(in Stamp stamp, in OutsideSeen seen)
    {
        Begin(stamp);
        if (IsListed(seen.Instrument)) _corrections.Take(seen);
        Finish();
    }

    public void Process(in Stamp stamp, in HoldingCorrected corrected)
    {
        Begin(stamp);
        if (IsListed(corrected.Instrument)) _corrections.Take(corrected);
        Finish();
    }

    public void Process(in Stamp stamp, in VenueRemarked remarked)
    {
        Begin(stamp);
        _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.Venue, null, remarked.Text));
        Finish();
    }

    public void Process(in Stamp stamp, in SplitSeen split)
    {
        Begin(stamp);
        if (IsListed(split.Instrument)) _corrections.Take(split);
        Finish();
    }

    public void Process(in Stamp stamp, in OperatorAsked asked)
    {
        Begin(stamp);
        _operators.Hear(asked.Request, stamp.Position);
        Finish();
    }

    public void Sync(StateStream stream) => State.Sync(stream);

    private void Begin(in Stamp stamp)
    {
        if (stamp.At >= State.Now)
        {
            State.Now = stamp.At;
            State.IsClockBack = false;
        }
        else if (State.Now - stamp.At > ClockTolerance && !State.IsClockBack)
        {
            State.IsClockBack = true;
            _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.ClockWentBack, null, $"an event carries {stamp.At:u}, but it is {State.Now:u} already; the later time counts"));
        }
        State.Desk.Begin(stamp with { At = State.Now });
        if (State.IsStarted && State.Now >= State.NextDay) _day.Begin();
    }

    private void Finish()
    {
        if (State.Now >= State.NextLook || State.Desk.Inquiries.IsDue) DoChores();
    }

    private bool IsListed(InstrumentId instrument)
    {
        if (State.Universe.Contains(instrument)) return true;
        _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.BadMarketData, null, $"news of instrument {instrument} came, which is not listed; they are ignored"));
        return false;
    }

    private void Take(Market market, in Bar bar, DateTime minute)
    {
        var believed = market.Take(bar, minute, State.Now);
        if (believed != Believed.Yes)
        {
            Doubt(market, believed, bar.Close);
            return;
        }
        var position = State.Ledger[market.Id];
        if (position.IsFlat) return;
        _books.Mark(market, position);
        _protection.Watch(market, position);
    }

    private void Take(in OrderReport report)
    {
        var intake = State.Desk.Take(report);
        if (intake.Order is not { } order)
        {
            _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.ForeignOrder, report.Instrument, $"a report came about order {report.Order}, which is not ours or long over"));
            return;
        }
        var market = State.Market(order.Instrument);
        if (intake.IsImpossible)
        {
            _output.Tell(new Notice.Alert(Severity.Critical, AlertCode.ImpossibleReport, market.Id, $"a report about order {order.Id} can't be true and was not booked: {report}"));
            return;
        }
        if (intake.HasFill) _books.Book(order, intake, State.Now);
        if (intake.Quantity > 0) _protection.Filled(order, market);
        if (intake.HasEnded)
        {
            _protection.Ended(order, market);
            State.Desk.ExpectSiblingOf(order);
        }
        if (order is { IsOver: true, Purpose: OrderPurpose.Entry }) _books.EntryEnded(market);
        _protection.Review(market);
        if (State.Flattening.IsOn) State.LookAgainBy(State.Now);
    }

    private void Doubt(Market market, Believed believed, double price)
    {
        if (believed == Believed.NotYet)
            _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.BadMarketData, market.Id, $"{market.Instrument} at {price} after {market.Price} waits for a second bar"));
        else if (believed == Believed.No)
            _output.Tell(new Notice.Alert(Severity.Warning, AlertCode.BadMarketData, market.Id, $"prices of {market.Instrument} make no sense and are not used"));
    }

    private void DoChores()
    {
        State.NextLook = DateTime.MaxValue;
        _brakes.LiftWhatIsOver();
        State.LookAgainBy(State.Brakes.NextLift());
        State.Desk.Chores();
        _brakes.KeepEntriesOut();
        foreach (var market in State.MarketSpan)
        {
            _emergency.BeforeClose(market);
            _protection.Review(market);
        }
        _emergency.Continue();
        if (State.Audit.CheckAll(State.Ledger) is not { } wrong) return;
        _output.Tell(new Notice.Alert(Severity.Critical, AlertCode.LedgerBroken, null, wrong));
        _brakes.Throw(Brake.Breach, wrong);
    }
}
