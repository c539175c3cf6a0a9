using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Simulation.World;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Kraken;
using ServerSettings = Perun.VenueServers.Alpaca.AlpacaSettings;

namespace Perun.Bench.Venues.Links;

/// A simulated venue with many instruments, and its adapter, over a link of some latency.
internal sealed class SimulatedVenue : IDisposable
{
    public const decimal Cash = 10_000_000;

    /// Beside the key that the adapter uses: numbers of a key's requests must rise.
    public const string OtherKey = "plain";

    /// What an order costs, about.
    private const decimal Worth = 25;

    /// A connection is good at once: each drop is the first of its kind, and the pause after it the shortest.
    private static readonly SocketSettings Bounds = SocketSettings.Usual with { GoodAfter = TimeSpan.Zero };

    private readonly IAsyncDisposable _server;
    private readonly string? _folder;

    private SimulatedVenue(IAsyncDisposable server, Uri serverAddress, TimeSpan roundTrip, ShiftedClock clock, Func<Uri, IVenue> open, string? folder, IReadOnlyCollection<string> symbols)
    {
        (_server, _folder, Clock) = (server, folder, clock);
        Link = new LatencyRelay(serverAddress, roundTrip);
        Venue = open(Link.Address);
        Listed = [.. Sure(Venue.InstrumentsAsync(CancellationToken.None)).Where(one => symbols.Contains(one.Instrument.Symbol))];
        Followed = [.. Listed.Select(static (one, place) => new FollowedInstrument(new InstrumentId(place), one.Instrument))];
        if (Followed.Count != symbols.Count) throw new InvalidOperationException($"{Followed.Count} of {symbols.Count} instruments are listed");
        Venue.Follow(Followed);
    }

    public IVenue Venue { get; }

    public LatencyRelay Link { get; }

    public ShiftedClock Clock { get; }

    public IReadOnlyList<ListedInstrument> Listed { get; }

    public IReadOnlyList<FollowedInstrument> Followed { get; }

    public static SimulatedVenue Kraken(int pairs, TimeSpan roundTrip)
    {
        string[] symbols = [.. KrakenServerSettings.AllSymbols.Concat(MadeUp.CoinPairs).Take(pairs)];
        var settings = new KrakenServerSettings { Symbols = symbols, Start = DateTime.UtcNow, History = TimeSpan.FromHours(1), Accounts = [KrakenServerSettings.Account("bench", Cash)], HasLimits = false };
        settings = settings with { Accounts = [settings.Accounts[0] with { Keys = [.. settings.Accounts[0].Keys, KrakenKeySettings.Of(OtherKey)] }] };
        var server = KrakenServer.StartAsync(settings, CancellationToken.None).GetAwaiter().GetResult();
        var (key, clock, folder) = (settings.Accounts[0].Keys[0], new ShiftedClock(TimeSpan.Zero), Directory.CreateTempSubdirectory("perun-bench-").FullName);
        return new SimulatedVenue(server, server.Address, roundTrip, clock, address => new KrakenVenue(
            new KrakenSettings { Key = key.Key, Secret = key.Secret, Address = address, StateFolder = folder, Tier = KrakenTier.Pro, BookDepth = 25, StreamBounds = Bounds },
            new ClientIds("b3nc"), clock, Random.Shared.NextDouble, VenueLog.Silent), folder, symbols);
    }

    public static SimulatedVenue Alpaca(int shares, TimeSpan roundTrip)
    {
        const int requests = 1_000_000;
        string[] symbols = [.. WorldCatalog.All.Where(static profile => profile.Market == WorldMarket.Equities).Select(static profile => profile.Instrument.Symbol).Concat(MadeUp.Shares).Take(shares)];
        var settings = new ServerSettings { Symbols = symbols, History = TimeSpan.FromDays(1), HasSip = true, RequestsAMinute = requests, Accounts = [ServerSettings.Account("PKBENCH", Cash)] };
        var clock = new ShiftedClock(settings.Start - DateTime.UtcNow);
        var server = AlpacaServer.StartAsync(settings, CancellationToken.None).GetAwaiter().GetResult();
        return new SimulatedVenue(server, server.Address, roundTrip, clock, address => new AlpacaVenue(
            new Adapters.Venues.Alpaca.AlpacaSettings { Key = settings.Accounts[0].Id, Secret = settings.Accounts[0].Secret, Address = address, Feed = AlpacaFeed.Sip, MostStreamed = shares, RequestsAMinute = requests, StreamBounds = Bounds },
            new ClientIds("b3nc"), clock, Random.Shared.NextDouble, VenueLog.Silent), null, symbols);
    }

    /// A purchase far below the price, which rests.
    public static (decimal Quantity, decimal Limit) Resting(ListedInstrument listed)
    {
        var instrument = listed.Instrument;
        var limit = instrument.RoundPrice(listed.Price / 2, RoundTo.Down);
        var quantity = Math.Max(Math.Max(instrument.MinQuantity, Worth / limit), 1.1m * instrument.MinNotional / limit);
        return (Step.Round(quantity, instrument.Lot, RoundTo.Up), limit);
    }

    public static T Sure<T>(Task<Answer<T>> question) where T : class =>
        question.GetAwaiter().GetResult().TryGet(out var value, out var failure) ? value : throw new InvalidOperationException(failure.Words);

    public void Dispose()
    {
        Venue.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Link.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (_folder is not null && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
