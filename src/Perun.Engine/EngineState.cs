using System.Runtime.InteropServices;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.State;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Orders;
using Perun.Engine.Protection;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine;

/// All that the engine remembers, split by what it is about and indexed by instrument.
public sealed class EngineState : IHasState
{
    private readonly List<Market> _markets = [];
    private readonly List<PositionGuard> _guards = [];
    private readonly List<RoundTrip> _trips = [];
    private readonly List<SymbolRecord> _symbols = [];
    private DateTime _now;
    private DateTime _nextLook = DateTime.MaxValue;
    private DateTime _nextDay;
    private bool _isStarted;
    private bool _isClockBack;
    private decimal? _cashAmiss;
    private EngineSettings _settings = new();

    internal EngineState(IEngineOutput output)
    {
        Desk = new OrderDesk(output);
        Account = new AccountView(Ledger, Outside, _markets, _symbols, Record, Brakes, Desk) { WantsWords = output.WantsWords };
    }

    public Universe Universe { get; } = new();

    public AccountLedger Ledger { get; } = new();

    public OutsideHoldings Outside { get; } = new();

    public LedgerAudit Audit { get; } = new();

    public OrderDesk Desk { get; }

    public TrackRecord Record { get; } = new();

    public Brakes Brakes { get; } = new();

    public Flattening Flattening { get; } = new();

    public AccountView Account { get; }

    public IReadOnlyList<Market> Markets => _markets;

    internal ReadOnlySpan<Market> MarketSpan => CollectionsMarshal.AsSpan(_markets);

    /// The time of the newest event; it never goes back.
    public DateTime Now
    {
        get => _now;
        internal set => Account.Now = _now = value;
    }

    public EngineSettings Settings
    {
        get => _settings;
        internal set => Desk.Settings = Account.Settings = _settings = value;
    }

    /// When something is to be looked after, if nothing happens before.
    public DateTime NextChore => Desk.Inquiries.Next < _nextLook ? Desk.Inquiries.Next : _nextLook;

    /// The same, but for questions about orders.
    internal DateTime NextLook { get => _nextLook; set => _nextLook = value; }

    /// When the trading day ends.
    internal DateTime NextDay { get => _nextDay; set => _nextDay = value; }

    public bool IsStarted { get => _isStarted; internal set => _isStarted = value; }

    /// Whether events carry times before the newest, and a person was told.
    internal bool IsClockBack { get => _isClockBack; set => _isClockBack = value; }

    /// By how much the venue had more cash than the ledger when its books were last told; not known once cash has moved since.
    internal decimal? CashAmiss { get => _cashAmiss; set => _cashAmiss = value; }

    public Market Market(InstrumentId instrument) => _markets[instrument.Value];

    public PositionGuard Guard(InstrumentId instrument) => _guards[instrument.Value];

    public RoundTrip Trip(InstrumentId instrument) => _trips[instrument.Value];

    public SymbolRecord Symbol(InstrumentId instrument) => _symbols[instrument.Value];

    internal InstrumentId List(Instrument instrument)
    {
        var id = Universe.List(instrument);
        if (id.Value == _markets.Count)
        {
            _markets.Add(new Market(id));
            _guards.Add(new PositionGuard());
            _trips.Add(new RoundTrip());
            _symbols.Add(new SymbolRecord());
            Ledger.List(id);
            Outside.List(id);
            Audit.List(id);
            Desk.List(id);
        }
        _markets[id.Value].Instrument = instrument;
        _markets[id.Value].Calendar = TradingCalendar.For(instrument.Hours);
        return id;
    }

    /// Asks for a look at what is due no later than this.
    internal void LookAgainBy(DateTime moment)
    {
        if (moment < _nextLook) _nextLook = moment;
    }

    /// Instruments and settings are restored by the caller, from the journal, before this is loaded.
    public void Sync(StateStream stream)
    {
        var count = stream.SyncCount(_markets.Count, Universe.MostInstruments);
        if (count != _markets.Count) throw new InvalidStateException($"{count} instruments were saved, {_markets.Count} are listed");
        stream.Sync(ref _now);
        stream.Sync(ref _nextLook);
        stream.Sync(ref _nextDay);
        stream.Sync(ref _isStarted);
        stream.Sync(ref _isClockBack);
        stream.Sync(ref _cashAmiss);
        foreach (var market in _markets) market.Sync(stream);
        foreach (var guard in _guards) guard.Sync(stream);
        foreach (var trip in _trips) trip.Sync(stream);
        foreach (var symbol in _symbols) symbol.Sync(stream);
        Ledger.Sync(stream);
        Outside.Sync(stream);
        Audit.Sync(stream);
        Desk.Sync(stream);
        Record.Sync(stream);
        Brakes.Sync(stream);
        Flattening.Sync(stream);
        Account.Now = _now;
    }
}
