using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Faults;
using Floor = Perun.VenueServers.Alpaca.Venue;
using FloorSettings = Perun.VenueServers.Alpaca.AlpacaSettings;

namespace Perun.Venues.Tests.Alpaca;

/// The adapter on the simulator: the venue's time stands still until a test moves it on.
internal sealed class AlpacaDay : IAsyncDisposable
{
    public static readonly string[] Symbols = ["AAPL", "SPY", "BTC/USD"];

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private long _position = 1;

    private AlpacaDay(AlpacaServer server, AlpacaVenue venue, IReadOnlyList<FollowedInstrument> followed, NoteBook notes)
    {
        (Server, Venue, Followed, Notes) = (server, venue, followed, notes);
        Tally = new Tally(this);
    }

    public AlpacaServer Server { get; }

    public AlpacaVenue Venue { get; }

    public IReadOnlyList<FollowedInstrument> Followed { get; }

    public NoteBook Notes { get; }

    public RecordingListener Heard { get; } = new();

    public Tally Tally { get; }

    public VenueServers.Alpaca.Accounts.TradingAccount Account => Server.Venue.Accounts[0];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="speaksTo">Where the adapter goes instead of to the simulator itself.</param>
    public static async Task<AlpacaDay> OpenAsync(string faults = "", Func<AlpacaServer, Uri>? speaksTo = null)
    {
        var server = await AlpacaServer.StartAsync(new FloorSettings { Speed = 0, History = TimeSpan.FromDays(3), Symbols = Symbols, RequestsAMinute = 100_000, Faults = FaultScript.Read(faults, Floor.Words) }, Cancel);
        var notes = new NoteBook();
        var keys = server.Venue.Accounts[0].Keys;
        var settings = new Adapters.Venues.Alpaca.AlpacaSettings { Key = keys.Id, Secret = keys.Secret, Address = speaksTo?.Invoke(server) ?? server.Address, RequestsAMinute = 100_000 };
        var venue = new AlpacaVenue(settings, new ClientIds("t3st"), new FloorTime(server), Given.MiddleOfTheDie, notes.Log);
        var listed = (await venue.InstrumentsAsync(Cancel)).ShouldAnswer();
        FollowedInstrument[] followed = [.. Symbols.Select((symbol, place) => new FollowedInstrument(new InstrumentId(place), listed.Single(found => found.Instrument.Symbol == symbol).Instrument))];
        venue.Follow(followed);
        return new AlpacaDay(server, venue, followed, notes);
    }

    /// Opens the streams and waits until they are whole.
    public async Task ListenAsync()
    {
        _run = Venue.RunAsync(Heard, _stop.Token);
        await Heard.UntilAsync(static heard => heard.StateOf(VenueStream.Orders) == StreamState.Whole && heard.StateOf(VenueStream.Market) == StreamState.Whole);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
    }

    public void Pass(double seconds) => Server.Advance(TimeSpan.FromSeconds(seconds));

    public void Script(string faults) => Server.Venue.Faults.Add(FaultScript.Read(faults, Floor.Words));

    public InstrumentId Id(string symbol) => Followed.Single(instrument => instrument.Instrument.Symbol == symbol).Id;

    public Instrument Of(string symbol) => Followed.Single(instrument => instrument.Instrument.Symbol == symbol).Instrument;

    public decimal Last(string symbol) => Account.LastPrice(Server.Venue.Assets.Find(symbol)!);

    public decimal Held(string symbol) => Account.PositionIn(Server.Venue.Assets.Find(symbol)!);

    public OrderRequest Order(string symbol, Side side, decimal quantity, OrderType type = OrderType.Market, decimal limit = 0, decimal stop = 0) => new()
    {
        Id = OrderId.At(_position++, 0),
        Instrument = Id(symbol),
        Side = side,
        Type = type,
        Quantity = quantity,
        LimitPrice = limit,
        StopPrice = stop,
        ReduceOnly = side == Side.Sell,
    };

    public OrderRequest Bracket(string symbol, decimal quantity, decimal stopShare, decimal targetShare, decimal limit = 0)
    {
        var order = Order(symbol, Side.Buy, quantity, limit > 0 ? OrderType.Limit : OrderType.Market, limit);
        var last = Last(symbol);
        return order with
        {
            Legs = new BracketLegs
            {
                StopId = OrderId.At(order.Id.JournalPosition, 1),
                StopPrice = Of(symbol).RoundPrice(last * stopShare, RoundTo.Nearest),
                TargetId = OrderId.At(order.Id.JournalPosition, 2),
                TargetPrice = Of(symbol).RoundPrice(last * targetShare, RoundTo.Nearest),
            },
        };
    }

    public async Task<Outcome> SubmitAsync(OrderRequest order)
    {
        Tally.Expect(order);
        return Tally.Take(await Venue.SubmitAsync(order, Cancel));
    }

    public async Task AcceptAsync(OrderRequest order) => (await SubmitAsync(order)).ShouldBeOfType<Outcome.Accepted>();

    public async Task<IReadOnlyList<OrderReport>> AskAsync(OrderRequest order)
    {
        var reports = (await Venue.AskAsync(order.Id, order.Instrument, Cancel)).ShouldAnswer();
        foreach (var report in reports) Tally.Take(report);
        return reports;
    }

    public Task HearAsync(OrderId order, ReportKind kind) => Heard.UntilAsync(heard => heard.Reports.Exists(report => report.Order == order && report.Kind == kind));

    public Task HearFilledAsync(OrderId order, decimal quantity) => Heard.UntilAsync(heard => heard.Reports.Exists(report => report.Order == order && report.CumulativeQuantity == quantity));

    /// From here on movements count.
    public async Task OpenBooksAsync()
    {
        Tally.MovementsPlace = (await Venue.ReadBooksAsync(null, Cancel)).ShouldAnswer().MovementsPlace;
        Pass(1);
    }

    /// Our own books, made of reports and movements, against the venue's, as told and as they are.
    public async Task BooksShouldBeEqualAsync()
    {
        foreach (var report in Heard.Read(static heard => heard.Reports.ToArray())) Tally.Take(report);
        var books = (await Venue.ReadBooksAsync(Tally.MovementsPlace, Cancel)).ShouldAnswer();
        Tally.Take(books.Movements);
        Tally.MovementsPlace = books.MovementsPlace;
        books.Cash.ShouldBe(Account.Cash, "cash as told");
        Tally.Cash.ShouldBe(books.Cash, "cash by our own books");
        foreach (var symbol in Symbols)
        {
            var told = books.Holdings.Where(holding => holding.Symbol == symbol).Sum(static holding => holding.Quantity);
            told.ShouldBe(Held(symbol), $"{symbol} as told");
            Tally.Held(Id(symbol)).ShouldBe(told, $"{symbol} by our own books");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Venue.DisposeAsync();
        await Server.DisposeAsync();
        _stop.Dispose();
    }
}
