using Perun.Adapters.Storage;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Facts;
using Perun.Minds;

namespace Perun.Trading;

/// Where market, analysts, engine and journal meet: a market's moments become events, the engine's commands become durable
/// and then go to the venue. Runs on whatever thread calls it, one call at a time, and knows no clock but the market's.
internal sealed class TradingFloor : IFloor, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EquityEvery = TimeSpan.FromMinutes(5);
    private const int CheckpointEvery = 20_000;

    private readonly JournaledEngine _engine;
    private readonly SqliteStore _store;
    private readonly IMarketplace _market;
    private readonly AnalystDesk _analysts;
    private readonly TradingMind? _mind;
    private readonly List<Command> _commands = [];
    private readonly List<Notice> _heard = [];
    private readonly List<(Stamp At, Notice Notice)> _unlogged = [];
    private IEngineEvent? _cause;
    private DateTime _nextEquity;
    private long _checkpointed;
    private DateTime _moment;

    public TradingFloor(JournaledEngine engine, SqliteStore store, IMarketplace market, AnalystDesk analysts, TradingMind? mind = null)
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

    public IMarketplace Market => _market;

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

    void IFloor.Hear<T>(in T happened, DateTime at)
    {
        _moment = at;
        Do(at, happened);
        if (happened is BarClosed closed)
        {
            _analysts.See(closed.Instrument, closed.Bar);
            _mind?.See(closed.Instrument, closed.Bar);
        }
        Settle();
    }

    void IFloor.Hear(NewsItem item) => _mind?.See(item);

    public void Dispose()
    {
        _analysts.Dispose();
        _mind?.Dispose();
        _market.Dispose();
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
        _market.CloseStep(this, Now);
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
        foreach (var command in _commands) _market.Carry(command, Now);
        _commands.Clear();
    }

    private void Commit()
    {
        _market.Keep(_store);
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
