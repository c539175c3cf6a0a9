using System.Threading.Channels;
using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Books;
using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// One account at Alpaca: US shares and coins, on paper or with real money.
public sealed class AlpacaVenue : IVenue, ICancelAll
{
    private const int MostInquiries = 1_024;
    private const int LatestOrders = 500;

    /// Smaller changes of the venue's clock are the header's coarse seconds.
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly Func<double> _chance;
    private readonly VenueLog _log;
    private readonly SocketSettings _streamBounds;
    private readonly AlpacaDesk _desk;
    private readonly ListenerRelay _listener = new();
    private readonly OrderFiles _files;
    private readonly OrderNews _news;
    private readonly Inquiry _inquiry;
    private readonly OrderRoom _room;
    private readonly OrderTalk _orders;
    private readonly BookReader _books;
    private readonly Listing _listing;
    private readonly AccountCheck _check;
    private readonly MarketSide _shares;
    private readonly MarketSide _coins;
    private readonly Sentinel _sentinel;
    private readonly Channel<OrderId> _toAsk = Channel.CreateBounded<OrderId>(new BoundedChannelOptions(MostInquiries) { FullMode = BoundedChannelFullMode.DropWrite });
    private TimeSpan? _clockAhead;

    /// <param name="chance">From zero to one, as from a die: blurs waiting times.</param>
    public AlpacaVenue(AlpacaSettings settings, ClientIds ids, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        (_clock, _chance, _log, _streamBounds) = (clock, chance, log, settings.StreamBounds);
        _desk = new AlpacaDesk(settings, clock, chance, log) { Heard = TakeClock };
        var symbols = new AlpacaSymbols();
        _files = new OrderFiles(ids, symbols);
        _news = new OrderNews(_files, clock, report => _listener.OnReport(report), _listener.OnForeign, order => _toAsk.Writer.TryWrite(order));
        _inquiry = new Inquiry(_desk, _files, _news, ids, clock);
        _room = new OrderRoom(_desk, _files, _news, _inquiry, ids, clock, log);
        _orders = new OrderTalk(settings, _desk.Hosts.Orders, _news, _desk.Samples, CatchUpAsync);
        _books = new BookReader(_desk, _files, _news, _inquiry, new MovementReader(_desk, symbols, clock, log), new SplitCalendar(_desk, clock), ids, symbols, clock);
        _listing = new Listing(_desk, settings, symbols);
        _check = new AccountCheck(_desk, settings, clock);
        var (source, feed) = (new BarSource(_desk, settings), new BarFeed(_listener));
        _shares = new MarketSide(settings, AssetClass.Equity, new Uri(_desk.Hosts.Prices, $"/v2/{settings.Feed.NowWord()}"), source, feed, _listener, _desk.Samples, clock);
        _coins = new MarketSide(settings, AssetClass.Crypto, new Uri(_desk.Hosts.Prices, $"/v1beta3/crypto/{settings.CryptoMarket}"), source, feed, _listener, _desk.Samples, clock);
        _sentinel = new Sentinel(_desk, _listener, [_shares, _coins], clock);
        Name = _desk.Hosts.IsLive ? "Alpaca" : "Alpaca paper";
    }

    public string Name { get; }

    /// Five questions of the two hundred that a minute has.
    public TimeSpan BooksPace { get; } = TimeSpan.FromSeconds(15);

    public Task<Answer<VenueAccount>> CheckAsync(CancellationToken cancel) => _check.ReadAsync(cancel);

    public Task<Answer<IReadOnlyList<ListedInstrument>>> InstrumentsAsync(CancellationToken cancel) => _listing.ReadAsync(cancel);

    public void Follow(IReadOnlyList<FollowedInstrument> instruments)
    {
        lock (_files.Gate)
            foreach (var instrument in instruments) _files.Follow(instrument);
        _shares.Follow(instruments);
        _coins.Follow(instruments);
        _sentinel.Follow(instruments);
    }

    public void Recall(IReadOnlyList<KnownOrder> orders)
    {
        lock (_files.Gate)
            foreach (var order in orders) _files.Recall(order);
    }

    public async Task RunAsync(IVenueListener listener, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var queue = new ListenerQueue(listener);
        _listener.Listener = queue;
        if (_clockAhead is { } ahead) _listener.OnClock(ahead);
        var states = new MarketStates(_listener);
        var ordersPump = Pump(_orders, (state, why) => _listener.OnStream(VenueStream.Orders, state, why)).RunAsync(end.Token);
        Task[] others = [queue.RunAsync(end.Token), FollowAsync(_shares, states.Of(0), end.Token), FollowAsync(_coins, states.Of(1), end.Token), _sentinel.RunAsync(end.Token), InquireAsync(end.Token)];
        // Whatever of them fails is a mistake in the program, and ends all of it.
        var first = await Task.WhenAny([ordersPump, .. others]);
        if (first == ordersPump && await ordersPump is { } why) _listener.OnMode(VenueMode.Barred, why);
        await end.CancelAsync();
        await Task.WhenAll([ordersPump, .. others]);
        _listener.Listener = null;
    }

    public Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel) => _room.SubmitAsync(order, cancel);

    public Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) => _room.CancelAsync(order, instrument, cancel);

    public Task<Answer<CancelledAll>> CancelAllAsync(CancellationToken cancel) => _room.CancelAllAsync(cancel);

    public Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel) => _room.ChangeAsync(change, cancel);

    public Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) => _inquiry.AskAsync(order, instrument, cancel);

    public Task<Answer<VenueBooks>> ReadBooksAsync(string? movementsSince, CancellationToken cancel) => _books.ReadAsync(movementsSince, cancel);

    public ValueTask DisposeAsync()
    {
        _inquiry.Dispose();
        _desk.Dispose();
        return ValueTask.CompletedTask;
    }

    private SocketPump Pump(ISocketTalk talk, Action<StreamState, string> tell) => new(talk, _clock, _chance, tell, _log, _streamBounds);

    /// A market stream that will not have us leaves us without prices, which stops entries; orders go on.
    private async Task FollowAsync(MarketSide side, Action<StreamState, string> tell, CancellationToken stop)
    {
        try
        {
            await side.Wanted.WaitAsync(stop);
            await Pump(side.Talk, tell).RunAsync(stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// What the stream left open is asked for, one order after the other.
    private async Task InquireAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var order in _toAsk.Reader.ReadAllAsync(stop))
            {
                InstrumentId instrument;
                lock (_files.Gate)
                {
                    if (_files.Find(order) is not { } file) continue;
                    instrument = file.Instrument;
                }
                if ((await _inquiry.AskAsync(order, instrument, stop)).TryGet(out var reports, out _)) Tell(reports);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// What happened while nobody listened: the latest orders in one list, and those open here that are older one by one.
    private async Task<string?> CatchUpAsync(CancellationToken cancel)
    {
        (OrderId Id, InstrumentId Instrument)[] open;
        lock (_files.Gate) open = [.. _files.Open.Where(static file => file.Current is not null).Select(static file => (file.Id, file.Instrument))];
        if (open.Length == 0) return null;
        var question = new Question().With("status", "all").With("limit", $"{LatestOrders}").With("direction", "desc").With("nested", "true");
        if (!(await _desk.AskAsync("/v2/orders", question.ToString(), AlpacaJson.Default.OrderRowArray, cancel)).TryGet(out var rows, out var failure)) return failure.Words;
        var heard = new HashSet<OrderId>();
        // The oldest first: what was replaced is told before what replaced it.
        foreach (var row in rows.Reverse())
        {
            var reports = _news.Take(row);
            Tell(reports);
            foreach (var report in reports) heard.Add(report.Order);
        }
        foreach (var (id, instrument) in open)
        {
            if (heard.Contains(id)) continue;
            var answer = await _inquiry.AskAsync(id, instrument, cancel);
            if (!answer.TryGet(out var reports, out failure)) return failure.Words;
            Tell(reports);
        }
        return null;
    }

    private void Tell(IReadOnlyList<OrderReport> reports)
    {
        foreach (var report in reports) _listener.OnReport(report);
    }

    private void TakeClock(WireReply reply)
    {
        if (reply.ClockAhead is not { } ahead) return;
        if (_clockAhead is { } known && (ahead - known).Duration() < ClockStep) return;
        _clockAhead = ahead;
        _listener.OnClock(ahead);
    }
}
