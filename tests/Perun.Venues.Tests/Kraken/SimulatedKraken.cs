using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;

namespace Perun.Venues.Tests.Kraken;

/// The adapter at the simulated Kraken. Time stands still for both until a test moves it.
internal sealed class SimulatedKraken : IAsyncDisposable
{
    public static readonly InstrumentId Bitcoin = new(0);
    public static readonly InstrumentId Ether = new(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("perun-kraken-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly KrakenServer _server;
    private Task _running = Task.CompletedTask;

    private SimulatedKraken(KrakenServer server, TestClock clock, KrakenServerSettings settings, Func<KrakenSettings, KrakenSettings>? with)
    {
        (_server, Clock) = (server, clock);
        var key = settings.Accounts[0].Keys[0];
        var own = new KrakenSettings { Key = key.Key, Secret = key.Secret, Address = server.Address, StateFolder = _folder, Tier = KrakenTier.Pro };
        Venue = new KrakenVenue(with?.Invoke(own) ?? own, new ClientIds("abcd"), clock, Given.MiddleOfTheDie, Notes.Log);
    }

    public TestClock Clock { get; }

    public NoteBook Notes { get; } = new();

    public KrakenVenue Venue { get; }

    public RecordingListener Listener { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SimulatedKraken> OpenAsync(string faults = "", Func<KrakenSettings, KrakenSettings>? with = null, bool runs = true)
    {
        var settings = new KrakenServerSettings { Seed = 5, Speed = 0, History = TimeSpan.FromHours(3), Symbols = ["BTC/USD", "ETH/USD", "SOL/USD"], Accounts = [KrakenServerSettings.Account("one", 100_000)], Faults = FaultScript.Read(faults, KrakenServer.FaultWords) };
        var clock = new TestClock(settings.Start);
        settings = settings with { Wall = clock };
        var simulated = new SimulatedKraken(await KrakenServer.StartAsync(settings, Cancel), clock, settings, with);
        (await simulated.Venue.InstrumentsAsync(Cancel)).TryGet(out var listed, out var failure).ShouldBeTrue(failure?.Words);
        simulated.Venue.Follow([.. listed!.Where(static one => one.Instrument.Symbol is "BTC/USD" or "ETH/USD").OrderBy(static one => one.Instrument.Symbol, StringComparer.Ordinal).Select(static (one, place) => new FollowedInstrument(new InstrumentId(place), one.Instrument))]);
        if (!runs) return simulated;
        simulated._running = simulated.Venue.RunAsync(simulated.Listener, simulated._stop.Token);
        await simulated.WholeAsync();
        return simulated;
    }

    public Task WholeAsync() => HeardAsync(static listener => listener.StateOf(VenueStream.Market) == StreamState.Whole && listener.StateOf(VenueStream.Orders) == StreamState.Whole);

    /// Waits until it is told, and lets time pass meanwhile: what was lost is looked for after a while.
    public async Task HeardAsync(Func<RecordingListener, bool> holds)
    {
        var known = Listener.UntilAsync(holds);
        for (var second = 0; second < 600; second++)
        {
            if (await Task.WhenAny(known, Task.Delay(50, Cancel)) == known) return;
            Clock.Advance(TimeSpan.FromSeconds(1));
            _server.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Fail("it was not told within ten minutes of the market");
    }

    /// Lets time pass, in steps that leave the streams their time to keep up with it.
    public async Task PassAsync(double seconds, double most = 8)
    {
        for (var left = seconds; left > 0; left -= most)
        {
            var step = TimeSpan.FromSeconds(Math.Min(most, left));
            // Kraken's heart beats each second of the clock: what came before the last beat has been heard, too.
            Clock.Advance(step);
            _server.Advance(step);
            await EventuallyAsync(() => IsAway(VenueStream.Market) || IsAway(VenueStream.Orders) || (Venue.Market.LastFrame >= Venue.Rest.KrakenNow && Venue.Orders.LastFrame >= Clock.Now));
        }
    }

    private bool IsAway(VenueStream stream) => Listener.UntilAsync(listener => listener.StateOf(stream) != StreamState.Whole).IsCompleted;

    /// Looks again and again until it is so.
    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo()) await Task.Delay(2, patience.Token);
    }

    public OrderRequest Market(long id, Side side, decimal quantity) => new() { Id = new OrderId(id), Instrument = Bitcoin, Side = side, Type = OrderType.Market, Quantity = quantity, ReduceOnly = side == Side.Sell };

    public OrderRequest Limit(long id, decimal quantity, decimal share) => Market(id, Side.Buy, quantity) with { Type = OrderType.Limit, LimitPrice = Price(share) };

    public OrderRequest Stop(long id, decimal quantity, decimal share) => Market(id, Side.Sell, quantity) with { Type = OrderType.Stop, StopPrice = Price(share) };

    /// A share of bitcoin's last price, on its tick.
    public decimal Price(decimal share) => Math.Round((decimal)Venue.Market.Feed("BTC/USD")!.Last * share, 1);

    public Task<Outcome> SubmitAsync(OrderRequest order) => Venue.SubmitAsync(order, Cancel);

    public async Task<OrderReport> AskAsync(long order)
    {
        (await Venue.AskAsync(new OrderId(order), Bitcoin, Cancel)).TryGet(out var reports, out var failure).ShouldBeTrue(failure?.Words);
        return reports!.ShouldHaveSingleItem();
    }

    public async Task<VenueBooks> BooksAsync(string? place = null)
    {
        (await Venue.ReadBooksAsync(place, Cancel)).TryGet(out var books, out var failure).ShouldBeTrue(failure?.Words);
        return books!;
    }

    /// The furthest that an order was told to be.
    public OrderReport Furthest(long order) =>
        Listener.Read(listener => listener.Reports.Where(report => report.Order == new OrderId(order)).OrderBy(static report => (report.CumulativeQuantity, report.CumulativeFee)).LastOrDefault());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Venue.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        _stop.Dispose();
    }
}
