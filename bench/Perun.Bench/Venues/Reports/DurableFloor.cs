using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Daemon;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Venues;
using Perun.Trading;
using Perun.Venues;

namespace Perun.Bench.Venues.Reports;

/// The daemon's floor: an intent is on the disk before it leaves.
internal sealed class DurableFloor : IReportedFloor
{
    private readonly SqliteStore _store;
    private readonly TradingFloor _floor;

    public DurableFloor(string folder, WiredVenue venue, Instrument instrument, TimeProvider clock)
    {
        var start = clock.GetUtcNow().UtcDateTime;
        _store = new SqliteStore(Path.Combine(folder, PerunDaemon.StoreFile), Durability.Full);
        var account = new VenueAccount { Id = "bench", IsLive = false, Currency = "USD" };
        var books = new VenueBooks { ReadFrom = start, ReadTo = start, Currency = "USD", Cash = ReportFloor.Cash, Holdings = [], OpenOrders = [], Movements = [] };
        var opening = new VenueOpening(venue, venue, account, books, [instrument]);
        _floor = VenueFloors.OpenAsync(Settings(folder), _store, opening, clock, Patience.OfDaemon, static (_, _) => { }, static _ => { }, null, CancellationToken.None).GetAwaiter().GetResult();
        ((IFloor)_floor).Hear(new Started("bench", "bench", ReportFloor.Cash, IReportedFloor.NoLimits), start);
    }

    public EngineState State => _floor.State;

    public VenueMarketplace Market => (VenueMarketplace)_floor.Market;

    public void Ask(OperatorRequest request) => _floor.Ask(request);

    public ValueTask AdvanceAsync(DateTime to, CancellationToken cancel) => _floor.AdvanceToAsync(to, cancel);

    public void Dispose()
    {
        _floor.Dispose();
        _store.Dispose();
    }

    private static PerunSettings Settings(string folder)
    {
        var (settings, reading) = SettingsReader.Read(new SettingSources
        {
            Home = folder,
            File = EnvFile.Parse(".env", ""),
            Options = new Dictionary<string, string> { ["PERUN_MODE"] = "paper", ["ALPACA_API_KEY"] = "PKBENCH", ["ALPACA_SECRET_KEY"] = "secret", ["DEFAULT_SYMBOLS"] = "BTC/USD" },
        });
        return settings ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems));
    }
}
