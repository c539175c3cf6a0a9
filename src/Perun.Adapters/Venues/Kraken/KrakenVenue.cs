using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.History;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Adapters.Venues.Kraken.Orders;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken;

/// An account at Kraken's spot market.
public sealed class KrakenVenue : IVenue, ICancelAll
{
    private readonly KrakenSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Func<double> _chance;
    private readonly VenueLog _log;
    private readonly KrakenRest _rest;
    private readonly KrakenListing _listing;
    private readonly KnownOrders _orders;
    private readonly OpenOrderList _open;
    private readonly OrderLookup _lookup;
    private readonly KrakenDesk _desk;
    private readonly DeadMan _deadMan;
    private readonly AccountReader _account;
    private readonly MarketTalk _market;
    private readonly OrderTalk _orderTalk;
    private readonly MinuteFiller _filler;
    private readonly Lock _gate = new();
    private Dictionary<InstrumentId, string> _symbols = [];
    private Dictionary<string, InstrumentId> _followed = new(StringComparer.Ordinal);
    private IReadOnlyList<FollowedInstrument> _wanted = [];
    private IVenueListener? _listener;

    /// <param name="chance">From zero to one, as from a die: it blurs waiting times.</param>
    public KrakenVenue(KrakenSettings settings, ClientIds ids, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        if (settings.Problems() is [var problem, ..]) throw new ArgumentException(problem, nameof(settings));
        (_settings, _clock, _chance, _log) = (settings, clock, chance, log);
        _rest = Connect(settings, clock, chance, log);
        _listing = new KrakenListing(_rest, settings.Currency, log);
        _orders = new KnownOrders(ids);
        _open = new OpenOrderList(_rest);
        _lookup = new OrderLookup(_rest, _orders, _open);
        _desk = new KrakenDesk(_rest);
        _deadMan = new DeadMan(_rest, _desk, _orders, _open, settings.DeadManSwitch, log);
        _account = new AccountReader(_rest, _listing, _open, _orders, ids, log);
        _market = new MarketTalk(settings.MarketStream, () => _rest.KrakenNow, settings.BookDepth, log, _rest.Samples);
        var catchUp = new OrderCatchUp(_rest, _orders, _lookup, _open, report => _listener?.OnReport(report), log);
        _orderTalk = new OrderTalk(settings.OrderStream, () => _rest.Now, _orders, new StreamToken(_rest), catchUp, log, _rest.Samples);
        _filler = new MinuteFiller(_rest, _market, log);
        History = new KrakenHistory(_rest, _listing);
        _rest.ClockRead += ahead => _listener?.OnClock(ahead);
        _rest.Door.Closed += (why, _) => _listener?.OnMode(VenueMode.Barred, why);
    }

    public string Name => _settings.IsLive ? "Kraken" : "Kraken's simulator";

    /// A reading of the books costs about seven of the account's questions, and others need to be asked, too.
    public TimeSpan BooksPace => TimeSpan.FromSeconds(Math.Max(15, 10 / _settings.Tier.QuestionsDecay));

    /// Past bars, asked for within the same limits.
    public IMarketHistory History { get; }

    internal KrakenRest Rest => _rest;

    internal KrakenDesk Desk => _desk;

    internal MarketTalk Market => _market;

    internal OrderTalk Orders => _orderTalk;

    public async Task<Answer<VenueAccount>> CheckAsync(CancellationToken cancel)
    {
        if (!(await _rest.PublicAsync("SystemStatus", new KrakenForm(), KrakenWire.Default.KrakenAnswerSystemRow, cancel)).TryGet(out var system, out var failure)) return failure;
        if (!(await _rest.PrivateAsync(new KrakenCall("GetApiKeyInfo", new KrakenForm()), KrakenWire.Default.KrakenAnswerKeyRow, cancel)).TryGet(out var key, out failure)) return failure;
        if (key.Permissions is null) return new Outcome.Down("Kraken does not say what the key may do, so nobody can tell whether it may withdraw: try again later");
        var account = AccountCheck.Of(key, _settings.Currency, _settings.IsLive);
        return system.Status is null or "online" ? account : account with { Remarks = [.. account.Remarks, $"Kraken is not fully open now: {system.Status}."] };
    }

    public Task<Answer<IReadOnlyList<ListedInstrument>>> InstrumentsAsync(CancellationToken cancel) => _listing.ListAsync(_settings.Key is not null, cancel);

    public void Follow(IReadOnlyList<FollowedInstrument> instruments)
    {
        lock (_gate)
        {
            _wanted = instruments;
            _symbols = instruments.ToDictionary(static one => one.Id, static one => one.Instrument.Symbol);
            _followed = instruments.ToDictionary(static one => one.Instrument.Symbol, static one => one.Id, StringComparer.Ordinal);
        }
        FollowListed();
    }

    public void Recall(IReadOnlyList<KnownOrder> orders)
    {
        foreach (var order in orders)
        {
            var known = _orders.Follow(order.Id, order.Instrument, _rest.Now);
            known.Quantity = order.Quantity;
            known.IsProtective = order.Purpose == OrderPurpose.ProtectiveStop;
            _orders.Name(known, order.VenueOrderId);
        }
    }

    public async Task RunAsync(IVenueListener listener, CancellationToken stop)
    {
        var queue = new ListenerQueue(listener);
        _listener = queue;
        _market.Hear(queue);
        _orderTalk.Hear(queue);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var heard = new CancellationTokenSource();
        var hearing = queue.RunAsync(heard.Token);
        try
        {
            if (!await ReadyAsync(over.Token)) return;
            var market = Pump(_market, VenueStream.Market, queue, over.Token);
            var orders = Pump(_orderTalk, VenueStream.Orders, queue, over.Token);
            var others = Task.WhenAll(_filler.RunAsync(over.Token), _deadMan.RunAsync(over.Token));
            var ended = await Task.WhenAny(market, orders);
            if (await ended is { } why) queue.OnMode(VenueMode.Barred, why);
            await over.CancelAsync();
            await Task.WhenAll(market, orders, others);
        }
        finally
        {
            await heard.CancelAsync();
            await hearing;
            _listener = null;
        }
    }

    public async Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel)
    {
        if (!TryPair(order.Instrument, out var pair, out var feed)) return NotFollowed;
        if (OrderCheck.WhyNot(order, pair, _market.Mode, LastOf(feed)) is { } not) return not;
        var known = _orders.Follow(order.Id, order.Instrument, _rest.Now);
        (known.Quantity, known.IsProtective) = (order.Quantity, order.ReduceOnly);
        if (known.IsProtective && !await _deadMan.DisarmAsync(cancel)) _log.Warn($"the stop {order.Id} of {pair.Symbol} is sent while Kraken may still cancel everything for our silence");
        _open.Forget();
        if (!(await _desk.AddAsync(order, pair, known.ClientId, isTrial: false, cancel)).TryGet(out var venueId, out var failure))
        {
            if (failure is Outcome.Refused { Reason: var reason } && KrakenError.IsWordOfKrakens(reason)) failure = await RefusedAsync(known, reason, cancel);
            // Where Kraken certainly has no such order, there is nothing to look for later.
            if (failure is not (Outcome.Unknown or Outcome.Accepted)) _orders.End(known);
            return failure;
        }
        _orders.Name(known, venueId);
        lock (_orders.Gate) return new Outcome.Accepted([known.Report(ReportKind.Accepted, _rest.Now)]);
    }

    /// Whether Kraken would take an order: it looks at it and places nothing.
    public async Task<Outcome> TryAsync(OrderRequest order, CancellationToken cancel)
    {
        if (!TryPair(order.Instrument, out var pair, out var feed)) return NotFollowed;
        if (OrderCheck.WhyNot(order, pair, _market.Mode, LastOf(feed)) is { } not) return not;
        return (await _desk.AddAsync(order, pair, _orders.ClientIdOf(order.Id), isTrial: true, cancel)).TryGet(out _, out var failure) ? Outcome.Accepted.WithoutWords : failure;
    }

    /// Up to fifteen orders in one instrument at once; each has an outcome of its own.
    public async Task<IReadOnlyList<Outcome>> SubmitAsync(IReadOnlyList<OrderRequest> orders, CancellationToken cancel)
    {
        var outcomes = new Outcome[orders.Count];
        var sent = new List<int>();
        for (var place = 0; place < orders.Count; place++)
        {
            var order = orders[place];
            if (order.Instrument != orders[0].Instrument || !TryPair(order.Instrument, out var pair, out var feed)) outcomes[place] = NotFollowed;
            else if (OrderCheck.WhyNot(order, pair, _market.Mode, LastOf(feed)) is { } not) outcomes[place] = not;
            else sent.Add(place);
        }
        if (sent.Count == 1) outcomes[sent[0]] = await SubmitAsync(orders[sent[0]], cancel);
        if (sent.Count < 2 || !TryPair(orders[sent[0]].Instrument, out var shared, out _)) return outcomes;
        if (sent.Exists(place => orders[place].ReduceOnly)) await _deadMan.DisarmAsync(cancel);
        foreach (var place in sent)
        {
            var known = _orders.Follow(orders[place].Id, orders[place].Instrument, _rest.Now);
            (known.Quantity, known.IsProtective) = (orders[place].Quantity, orders[place].ReduceOnly);
        }
        _open.Forget();
        var rows = sent.Select(place => (orders[place], _orders.ClientIdOf(orders[place].Id))).ToArray();
        var told = await _desk.AddBatchAsync(rows, shared, (id, venueId) => _orders.Name(_orders.Follow(id, orders[0].Instrument, _rest.Now), venueId), cancel);
        for (var row = 0; row < sent.Count; row++) outcomes[sent[row]] = told[row];
        return outcomes;
    }

    public async Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel)
    {
        if (!TryPair(instrument, out var pair, out _)) return NotFollowed;
        return await _desk.CancelAsync(_orders.Follow(order, instrument, _rest.Now), pair, cancel);
    }

    public Task<Answer<CancelledAll>> CancelAllAsync(CancellationToken cancel) => _desk.CancelAllAsync(cancel);

    public async Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel)
    {
        if (!TryPair(change.Instrument, out var pair, out _)) return NotFollowed;
        if (OrderCheck.WhyNot(change, pair, _market.Mode) is { } not) return not;
        var known = _orders.Follow(change.Order, change.Instrument, _rest.Now);
        var outcome = await _desk.AmendAsync(change, known, pair, cancel);
        if (outcome is not Outcome.Accepted) return outcome;
        _open.Forget();
        lock (_orders.Gate)
        {
            known.LastCommand = _rest.Now;
            if (change.Quantity > 0) known.Quantity = change.Quantity;
            return new Outcome.Accepted([known.Report(ReportKind.Replaced, _rest.Now, null, new OrderTerms(default, default, change.Quantity, change.LimitPrice, change.StopPrice))]);
        }
    }

    public Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) =>
        _lookup.AskAsync(_orders.Follow(order, instrument, _rest.Now), cancel);

    public Task<Answer<VenueBooks>> ReadBooksAsync(string? movementsSince, CancellationToken cancel) =>
        _account.ReadAsync(movementsSince, symbol => _followed.TryGetValue(symbol, out var id) ? id : null, symbol => LastOf(_market.Feed(symbol)), cancel);

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static KrakenRest Connect(KrakenSettings settings, TimeProvider clock, Func<double> chance, VenueLog log)
    {
        KrakenKey? key = null;
        if (settings is { Key: { } name, Secret: { } secret } && !KrakenKey.TryRead(name, secret, out key, out var why)) throw new ArgumentException(why, nameof(settings));
        INonceFloor floor = key is null ? new NonceFile(Path.Combine(settings.StateFolder, "kraken-nonce")) : NonceFile.In(settings.StateFolder, key);
        return new KrakenRest(settings.Address, key, settings.Secret, floor, settings.Tier, clock, chance, log, settings.Bounds);
    }

    /// A refusal is believed only after the order was looked for: "invalid name" may mean that it is there already.
    private async Task<Outcome> RefusedAsync(TrackedOrder order, string reason, CancellationToken cancel)
    {
        if (!(await _lookup.AskAsync(order, cancel)).TryGet(out var reports, out var failure)) return new Outcome.Unknown($"refused ({reason}), and whether it is there could not be asked: {failure.Words}");
        if (reports.Any(static report => report.Kind is ReportKind.NotFound)) return new Outcome.Refused(reason);
        _log.Note($"order {order.Id} was refused ({reason}), and Kraken has it: adopted");
        return new Outcome.Accepted(reports);
    }

    private static Outcome.Refused NotFollowed => new("this instrument is not followed at Kraken: add it to DEFAULT_SYMBOLS as Kraken lists it");

    /// Names can be looked up only once the pairs were read.
    private async Task<bool> ReadyAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if ((await _listing.GetAsync(stop)).TryGet(out _, out var failure)) break;
                _listener?.OnStream(VenueStream.Market, StreamState.Lost, $"Kraken's pairs can't be read ({failure.Words})");
                await Task.Delay(TimeSpan.FromSeconds(10), _clock, stop);
            }
            FollowListed();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void FollowListed()
    {
        IReadOnlyList<FollowedInstrument> wanted;
        lock (_gate) wanted = _wanted;
        if (_listing.Book.Pairs.Count == 0) return;
        var found = new List<(InstrumentId, KrakenPair)>();
        foreach (var (id, instrument) in wanted)
        {
            if (_listing.Book.TryFind(instrument.Symbol, out var pair)) found.Add((id, pair));
            else _listener?.OnHalt(id, isHalted: true, "Kraken does not list it");
        }
        _market.Follow(found);
    }

    private Task<string?> Pump(ISocketTalk talk, VenueStream stream, IVenueListener listener, CancellationToken stop) =>
        new SocketPump(talk, _clock, _chance, (state, why) => listener.OnStream(stream, state, why), _log, _settings.StreamBounds).RunAsync(stop);

    private bool TryPair(InstrumentId instrument, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out KrakenPair? pair, out MarketFeed? feed)
    {
        (pair, feed) = (null, null);
        string? symbol;
        lock (_gate) if (!_symbols.TryGetValue(instrument, out symbol)) return false;
        if (!_listing.Book.TryFind(symbol, out pair)) return false;
        feed = _market.Feed(symbol);
        // What the stream says of its state is newer than the list.
        if (feed is not null && feed.Status != pair.Status) pair = pair with { Status = feed.Status };
        return true;
    }

    private static decimal LastOf(MarketFeed? feed) => feed is { Last: > 0 and < 1e12 and var last } ? (decimal)last : 0;
}
