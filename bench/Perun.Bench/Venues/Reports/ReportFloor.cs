using System.Collections.Concurrent;
using System.Diagnostics;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Daemon;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Engine.Venues;
using Perun.Simulation.Time;
using Perun.Trading;
using Perun.Venues;

namespace Perun.Bench.Venues.Reports;

/// A trading floor at a venue as the daemon has it, each part in its own thread. A round trip: a person enters, the entry fills, the engine
/// protects what was bought, and the stop fills.
internal sealed class ReportFloor : IDisposable
{
    public const decimal Cash = 100_000;

    private const decimal Price = 50_000;
    private const decimal Quantity = 0.001m;

    /// Until what happens in every trip is compiled for good.
    private const int WarmUp = 300;

    private static readonly DateTime Start = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);

    /// The market's time, which hardly passes: nothing else falls due meanwhile.
    private static readonly TimeSpan Step = TimeSpan.FromTicks(200);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("perun-bench-").FullName;
    private readonly ManualTimeProvider _clock = new(Start);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<OperatorRequest> _asked = new();
    private readonly SemaphoreSlim _isSo = new(0);
    private readonly SqliteStore _store;
    private readonly WiredVenue _venue;
    private readonly IOrderWire _wire;
    private readonly TradingFloor _floor;
    private readonly Task _loop;
    private Func<bool>? _awaited;

    public ReportFloor(IOrderWire wire, Durability durability)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        (_wire, _venue) = (wire, new WiredVenue(wire, Start, Price));
        _store = new SqliteStore(Path.Combine(_folder, PerunDaemon.StoreFile), durability);
        var account = new VenueAccount { Id = "bench", IsLive = false, Currency = "USD" };
        var books = new VenueBooks { ReadFrom = Start, ReadTo = Start, Currency = "USD", Cash = Cash, Holdings = [], OpenOrders = [], Movements = [] };
        var opening = new VenueOpening(_venue, _venue, account, books, [wire.Instrument]);
        var settings = Settings();
        _floor = VenueFloors.OpenAsync(settings, _store, opening, _clock, Patience.OfDaemon, static (_, _) => { }, static _ => { }, null, CancellationToken.None).GetAwaiter().GetResult();
        // A day of nothing but stopped trades is not to end here.
        ((IFloor)_floor).Hear(new Started("bench", "bench", Cash, Limits.Of(settings) with { MaxTradesPerDay = int.MaxValue, Cooldown = TimeSpan.Zero, MaxDailyLoss = default, MaxDrawdownPercent = 0, LossStreakLimit = 0, StopOutLimit = 0, SymbolLossLimit = 0 }), Start);
        _loop = Task.Run(LoopAsync);
        Await(() => Market.WhyNotReady is null && _floor.State.Market(default).HasPrice);
        for (var trip = 0; trip < WarmUp; trip++) Trip();
    }

    private VenueMarketplace Market => (VenueMarketplace)_floor.Market;

    /// Microseconds from the frame of the entry's fill to the stop that is handed to the adapter.
    public double Trip()
    {
        _asked.Enqueue(new OperatorRequest.Enter(default, Side.Buy, Quantity, Price, Price - 500, null));
        _venue.Poke();
        var (entry, _) = _venue.Next();
        Await(() => Market.IsQuiet && _floor.State.Desk.Find(entry.Id) is { Status: OrderStatus.Accepted });
        var frame = _wire.FillOf(entry, Price);
        var start = Stopwatch.GetTimestamp();
        _wire.Take(frame);
        var (stop, at) = _venue.Next();
        if (stop.Side != Side.Sell || stop.StopPrice <= 0) throw new InvalidOperationException("what was bought was not protected");
        Await(() => Market.IsQuiet && _floor.State.Desk.Find(stop.Id) is { Status: OrderStatus.Accepted });
        _wire.Take(_wire.FillOf(stop, Price - 500));
        Await(() => Market.IsQuiet && _floor.State.Ledger[default(InstrumentId)].IsFlat && !_floor.State.Desk.Open.Any());
        return Stopwatch.GetElapsedTime(start, at).TotalMicroseconds;
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _loop.GetAwaiter().GetResult();
        _floor.Dispose();
        _store.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    /// As the daemon's: people's wishes, then what the venue said, then the next time that it says something.
    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                while (_asked.TryDequeue(out var request)) _floor.Ask(request);
                _clock.Advance(Step);
                await _floor.AdvanceToAsync(_clock.Now, _stop.Token);
                if (Volatile.Read(ref _awaited) is { } awaited && awaited())
                {
                    Volatile.Write(ref _awaited, null);
                    _isSo.Release();
                }
                await _floor.Market.WaitAsync(!_asked.IsEmpty || Volatile.Read(ref _awaited) is not null ? Look : Beat, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It was enough.
        }
    }

    private void Await(Func<bool> isSo)
    {
        Volatile.Write(ref _awaited, isSo);
        _venue.Poke();
        _isSo.Wait();
    }

    private PerunSettings Settings()
    {
        var (settings, reading) = SettingsReader.Read(new SettingSources
        {
            Home = _folder,
            File = EnvFile.Parse(".env", ""),
            Options = new Dictionary<string, string>
            {
                ["PERUN_MODE"] = "paper",
                ["ALPACA_API_KEY"] = "PKBENCH",
                ["ALPACA_SECRET_KEY"] = "secret",
                ["DEFAULT_SYMBOLS"] = "BTC/USD",
            },
        });
        return settings ?? throw new InvalidOperationException(string.Join(Environment.NewLine, reading.Problems));
    }
}
