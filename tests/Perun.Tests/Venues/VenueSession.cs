using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Venues;
using Perun.Simulation.Time;
using Perun.Tests.Configuration;
using Perun.Trading;
using Perun.Venues;

namespace Perun.Tests.Venues;

/// A trading floor at a venue, driven by hand through virtual time.
internal sealed class VenueSession : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private SqliteStore? _store;
    private TradingFloor? _floor;

    private VenueSession(ExchangeVenue venue)
    {
        Venue = venue;
        Clock = new ManualTimeProvider(venue.Market.Now);
        var (settings, reading) = Given.Sources(options: [("PERUN_MODE", "paper"), ("ALPACA_API_KEY", "PKTEST"), ("ALPACA_SECRET_KEY", "secret"), ("PERUN_DATA", _folder.Path)]);
        reading.Problems.ShouldBeEmpty();
        Settings = settings!;
    }

    public static DateTime Start { get; } = new(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);

    public ExchangeVenue Venue { get; }

    public ManualTimeProvider Clock { get; }

    public PerunSettings Settings { get; }

    public List<Notice> Notices { get; } = [];

    public TradingFloor Floor => _floor ?? throw new InvalidOperationException("the session is closed");

    public EngineState State => Floor.State;

    public VenueMarketplace Market => (VenueMarketplace)Floor.Market;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<VenueSession> OpenAsync(ExchangeVenue? venue = null)
    {
        var session = new VenueSession(venue ?? new ExchangeVenue(Start));
        await session.OpenAsync();
        return session;
    }

    public async Task OpenAsync()
    {
        _store = new SqliteStore(Path.Combine(_folder.Path, PerunDaemon.StoreFile), Durability.None);
        var opening = await VenueOpening.OpenAsync(Settings, _store, _ => (Venue, Venue), static _ => { }, Cancel);
        _floor = await VenueFloors.OpenAsync(Settings, _store, opening, Clock, Patience.OfSimulation, (name, why) => throw new InvalidOperationException($"{name}: {why}"), static why => throw new InvalidOperationException(why), null, Cancel);
        _floor.Log = (_, notice) => Notices.Add(notice);
        // Streams open on a thread of their own: virtual time must not pass before they did.
        await Venue.Opened.WaitAsync(Cancel);
    }

    /// As a stop does it, with a checkpoint; or as a kill does it, without.
    public void Close(bool checkpoint = true)
    {
        if (checkpoint) _floor?.Checkpoint();
        _floor?.Dispose();
        _store?.Dispose();
        (_floor, _store) = (null, null);
    }

    public async Task RunAsync(TimeSpan span)
    {
        for (var end = Clock.Now + span; Clock.Now < end;)
        {
            Clock.Advance(Step);
            Venue.Advance(Clock.Now);
            await SettleAsync();
        }
    }

    /// Until nothing is on its way any more.
    public async Task SettleAsync()
    {
        do
        {
            while (Market.IsBusyOutside) await Task.Delay(TimeSpan.FromTicks(2000), Cancel);
            await Floor.AdvanceToAsync(Clock.Now + TimeSpan.FromTicks(1), Cancel);
            Clock.Advance(TimeSpan.FromTicks(1));
        }
        while (!Market.IsQuiet);
    }

    public void Hear<T>(in T happened) where T : struct, IEngineEvent => ((IFloor)Floor).Hear(happened, Clock.Now);

    public IReadOnlyList<Notice.Alert> Alerts(AlertCode code) => [.. Notices.OfType<Notice.Alert>().Where(alert => alert.Code == code)];

    public decimal Held(string symbol) => State.Universe.TryFind(symbol, out Core.Instruments.InstrumentId id) ? State.Ledger[id].Quantity : 0;

    /// Cash and holdings at the venue and in the ledger.
    public void BooksAreEqual()
    {
        var account = Venue.Market.Exchange.Account;
        (account.Cash + Venue.MoreCash - State.Ledger.Cash).ShouldBe(0);
        foreach (var (instrument, place) in State.Universe.Instruments.Select((instrument, place) => (instrument, place)))
        {
            (account.PositionIn(Venue.IdOf(instrument.Symbol)) - State.Ledger[new(place)].Quantity).ShouldBe(0, instrument.Symbol);
        }
    }

    public void Dispose()
    {
        Close(checkpoint: false);
        _folder.Dispose();
    }
}
