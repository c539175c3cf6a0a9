using Perun.Adapters.Storage;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Facts;
using Perun.Minds;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;

namespace Perun.Trading;

/// Where market, analysts, engine and journal meet: a market's moments become events, the engine's commands become durable
/// and then go to the venue. Runs on whatever thread calls it, one call at a time, and knows no clock but the market's.
internal sealed class TradingFloor : IMarketListener, IDisposable
{
    internal const string VenueBooks = "simulated-venue";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan EquityEvery = TimeSpan.FromMinutes(5);
    private const int CheckpointEvery = 20_000;

    private readonly JournaledEngine _engine;
    private readonly SqliteStore _store;
    private readonly SimulatedMarket _market;
    private readonly AnalystDesk _analysts;
    private readonly TradingMind? _mind;
    private readonly List<Command> _commands = [];
    private readonly List<Notice> _heard = [];
    private readonly List<(Stamp At, Notice Notice)> _unlogged = [];
    private IEngineEvent? _cause;
    private DateTime _nextReconcile;
    private DateTime _nextEquity;
    private long _checkpointed;
    private bool _isVenueChanged;
    private DateTime _moment;

    public TradingFloor(JournaledEngine engine, SqliteStore store, SimulatedMarket market, AnalystDesk analysts, TradingMind? mind = null)
    {
        (_engine, _store, _market, _analysts, _mind) = (engine, store, market, analysts, mind);
        _checkpointed = engine.Position;
        _engine.Listener = Hear;
    }

    public EngineState State => _engine.State;

    public long Position => _engine.Position;

    public ReadOnlySpan<byte> Hash => _engine.Hash;

    /// The market's moment: inside a step, that of what is happening.
    public DateTime Now => _moment > _market.Now ? _moment : _market.Now;

    public DateTime NextCycle => _analysts.NextCycle;

    /// What is known, for those who look; null where nothing is gathered.
    public KnowledgeRoom? Knowledge => _mind?.Room;

    /// Null where nothing is gathered.
    public TradingMind? Mind => _mind;

    /// Whether an analyst is at it; for any thread.
    public bool IsDeciding => _analysts.IsBusy;

    public VenueAccount VenueAccount => _market.Exchange.Account;

    /// Tells the engine that the program started, and with what.
    public void Open(Started started, IEnumerable<Instrument> instruments)
    {
        foreach (var instrument in instruments)
        {
            if (!State.Universe.TryFind(instrument.Symbol, out Instrument? known) || known != instrument) Do(Now, new InstrumentListed(instrument));
        }
        Do(Now, started);
        Settle();
        Commit();
        _mind?.Look(BoardNow());
    }

    /// Lets the market go on to a moment, a minute at a time at most, and everything else with it.
    public async ValueTask AdvanceToAsync(DateTime to, CancellationToken cancel)
    {
        while (Now < to)
        {
            cancel.ThrowIfCancellationRequested();
            var minute = new DateTime(Now.Ticks - Now.Ticks % Minute.Ticks, DateTimeKind.Utc) + Minute;
            _market.Advance(minute < to ? minute : to, this);
            await CloseStepAsync(cancel);
        }
    }

    /// Takes a person's request and returns what the engine said to it.
    public (long Position, IReadOnlyList<Notice> Said) Ask(OperatorRequest request)
    {
        _heard.Clear();
        var position = Do(Now, new OperatorAsked(request));
        var said = _heard.ToList();
        Settle();
        Commit();
        return (position, said);
    }

    /// Everything that happened is durable, and a start has little to do again.
    public void Checkpoint()
    {
        Settle();
        Commit();
        if (Position == _checkpointed) return;
        _mind?.Save(Now);
        _store.Save(_engine.Checkpoint());
        _checkpointed = Position;
    }

    void IMarketListener.OnPrice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    void IMarketListener.OnReport(in OrderReport report, DateTime now)
    {
        _isVenueChanged = true;
        _moment = now;
        Do(now, new OrderReported(report));
        Settle();
    }

    void IMarketListener.OnBar(InstrumentId instrument, in Bar minute, DateTime now)
    {
        _moment = now;
        Do(now, new BarClosed(instrument, minute));
        _analysts.See(instrument, minute);
        _mind?.See(instrument, minute);
        Settle();
    }

    void IMarketListener.OnNews(NewsItem item, DateTime now) => _mind?.See(item);

    public void Dispose()
    {
        _analysts.Dispose();
        _mind?.Dispose();
        _engine.Dispose();
    }

    private async ValueTask CloseStepAsync(CancellationToken cancel)
    {
        if (State.NextChore <= Now) Do(Now, default(TimePassed));
        ReadyForPass();
        _analysts.BeginCycleIfDue(Now, State);
        foreach (var signal in await _analysts.AnswersAsync(cancel))
        {
            var position = Do(Now, new SignalProposed(signal));
            _mind?.Proposed(position, signal);
        }
        _mind?.Archive(State.Universe, Hash);
        Settle();
        Reconcile();
        if (Now >= _nextEquity)
        {
            _nextEquity = Now + EquityEvery;
            _store.NoteEquity(Now, State.Ledger.Equity);
        }
        Commit();
        if (Position - _checkpointed >= CheckpointEvery) Checkpoint();
    }

    private void ReadyForPass()
    {
        _mind?.Step(Now);
        if (_mind is null || Now < _analysts.NextCycle) return;
        _mind.Look(BoardNow());
        if (!_mind.AsksModel) return;
        // What a model says is written down by the pass itself, which must not find the store locked by the step that waits for it.
        Settle();
        Commit();
    }

    private Board BoardNow() => Board.Of(State, new BoardFrame("", IsRunning: true, Now, 1, Position, null, null));

    /// Holds the ledger against the venue's own books.
    private void Reconcile()
    {
        if (Now < _nextReconcile) return;
        _nextReconcile = Now + ReconcileEvery;
        var account = _market.Exchange.Snapshot();
        Do(Now, new AccountSeen(account.Cash, [.. account.Positions.Select(position => new Holding(position.Instrument, position.Quantity))]));
        Settle();
    }

    private long Do<T>(DateTime at, in T happened) where T : struct, IEngineEvent
    {
        _cause = happened is SignalProposed or OperatorAsked ? happened : null;
        return _engine.Process(at, happened).Position;
    }

    /// Commands leave only once their intent is as durable as what the venue makes of them.
    private void Settle()
    {
        if (!_engine.HasCommands) return;
        _engine.CommitAndTake(_commands);
        foreach (var command in _commands) Carry(command);
        _commands.Clear();
        _isVenueChanged = true;
    }

    private void Carry(Command command)
    {
        switch (command)
        {
            case Command.Submit submit: _market.Exchange.Submit(submit.Order, Now); break;
            case Command.Cancel cancel: _market.Exchange.Cancel(cancel.Order, cancel.Instrument, Now); break;
            case Command.Change change: _market.Exchange.Change(change.Terms, Now); break;
            case Command.Ask ask: _market.Exchange.Ask(ask.Order, ask.Instrument, Now); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Commit()
    {
        if (_isVenueChanged)
        {
            var stream = StateStream.Save();
            _market.Sync(stream);
            _store.Keep(VenueBooks, stream.Saved);
            _isVenueChanged = false;
        }
        _store.Commit();
        foreach (var (stamp, notice) in _unlogged) Log?.Invoke(stamp, notice);
        _unlogged.Clear();
    }

    private void Hear(Stamp stamp, Notice notice)
    {
        _heard.Add(notice);
        if (_heard.Count > 1000) _heard.RemoveRange(0, 500);
        _store.Note(stamp, notice, _cause, State.Universe);
        if (Log is not null) _unlogged.Add((stamp, notice));
    }

    /// Hears what the engine says, for the log, once it is durable: what the log has seen survives a kill.
    public Action<Stamp, Notice>? Log { get; set; }
}
