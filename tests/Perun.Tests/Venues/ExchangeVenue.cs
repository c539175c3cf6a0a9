using Perun.Adapters.Venues;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;
using Perun.Simulation.World;
using VenueAccount = Perun.Engine.Venues.VenueAccount;

namespace Perun.Tests.Venues;

/// A venue without a wire: the simulated exchange behind the same door as a real one, with whatever trouble a test wants.
internal sealed class ExchangeVenue : IVenue, IMarketHistory, IMarketListener
{
    private readonly Lock _gate = new();
    private readonly Universe _universe;
    private readonly Dictionary<InstrumentId, InstrumentId> _theirs = [];
    private readonly Dictionary<InstrumentId, InstrumentId> _ours = [];
    private IVenueListener? _listener;

    public ExchangeVenue(DateTime start, ulong seed = 1, VenueProtection protection = VenueProtection.Bracket)
    {
        _universe = new Universe(DefaultUniverse.Create().Instruments.Select(instrument => instrument with { Protection = protection }));
        Market = new SimulatedMarket(_universe, seed, start, new ExchangeRules { Latency = TimeSpan.Zero, StartingCash = 100_000, Seed = seed });
        Market.Advance(start);
    }

    public string Name => "Test";

    public TimeSpan BooksPace => TimeSpan.FromSeconds(1);

    public SimulatedMarket Market { get; }

    /// Instead of doing a command.
    public Func<VenueTask, Outcome?> Instead { get; set; } = static _ => null;

    /// Instead of what is answered once it is done.
    public Func<VenueTask, Outcome?> Answered { get; set; } = static _ => null;

    /// How often a report is told: not at all, once, or more often.
    public Func<OrderReport, int> Times { get; set; } = static _ => 1;

    /// Let go once for every time its streams were opened.
    public SemaphoreSlim Opened { get; } = new(0);

    public decimal MoreCash { get; set; }

    public Dictionary<string, decimal> MoreHeld { get; } = [];

    public List<BookedOrder> Foreign { get; } = [];

    public List<Movement> Moves { get; } = [];

    public List<OrderRequest> Sent { get; } = [];

    public IReadOnlyList<Timeframe> Timeframes { get; } = [Timeframe.M1];

    public InstrumentId IdOf(string symbol) => _universe.TryFind(symbol, out InstrumentId id) ? id : throw new ArgumentException(symbol);

    public void Advance(DateTime to)
    {
        lock (_gate) Market.Advance(to, this);
    }

    /// What somebody does at the venue's own page: cancels what is in the way and sells; nobody tells Perun.
    public void SellByHand(string symbol)
    {
        lock (_gate)
        {
            Tell();
            var id = IdOf(symbol);
            foreach (var order in Market.Exchange.Snapshot().OpenOrders.Where(order => order.Instrument == id)) Market.Exchange.Cancel(order.Id, id, Market.Now);
            Market.Exchange.Submit(new OrderRequest { Id = OrderId.At(1_000_000_000, 1), Instrument = id, Side = Side.Sell, Type = OrderType.Market, Quantity = Market.Exchange.Account.PositionIn(id) }, Market.Now);
            while (Market.Exchange.TryTakeReport(out _))
            {
            }
        }
    }

    public void Say(Action<IVenueListener> what)
    {
        if (_listener is { } listener) what(listener);
    }

    public Task<Answer<VenueAccount>> CheckAsync(CancellationToken cancel) =>
        Task.FromResult<Answer<VenueAccount>>(new VenueAccount { Id = "T1", IsLive = false, Currency = "USD" });

    public Task<Answer<IReadOnlyList<ListedInstrument>>> InstrumentsAsync(CancellationToken cancel) =>
        Task.FromResult(Answer.Of<IReadOnlyList<ListedInstrument>>([.. _universe.Instruments.Select(instrument => new ListedInstrument(instrument, 1_000_000, null, 100, null))]));

    public void Follow(IReadOnlyList<FollowedInstrument> instruments)
    {
        foreach (var (id, instrument) in instruments)
        {
            if (!_universe.TryFind(instrument.Symbol, out InstrumentId theirs)) continue;
            (_theirs[id], _ours[theirs]) = (theirs, id);
        }
    }

    public void Recall(IReadOnlyList<KnownOrder> orders)
    {
    }

    public async Task RunAsync(IVenueListener listener, CancellationToken stop)
    {
        _listener = listener;
        listener.OnStream(VenueStream.Orders, StreamState.Whole, "");
        listener.OnStream(VenueStream.Market, StreamState.Whole, "");
        Opened.Release();
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
    }

    public Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel)
    {
        Sent.Add(order);
        return Do(VenueTask.Submit, () => Market.Exchange.Submit(order with { Instrument = _theirs[order.Instrument] }, Market.Now));
    }

    public Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) =>
        Do(VenueTask.Cancel, () => Market.Exchange.Cancel(order, _theirs[instrument], Market.Now));

    public Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel) =>
        Do(VenueTask.Change, () => Market.Exchange.Change(change with { Instrument = _theirs[change.Instrument] }, Market.Now));

    public Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel)
    {
        lock (_gate)
        {
            Tell();
            Market.Exchange.Ask(order, _theirs[instrument], Market.Now);
            var answers = new List<OrderReport>();
            while (Market.Exchange.TryTakeReport(out var report)) answers.Add(report with { Instrument = instrument });
            return Task.FromResult(Answer.Of<IReadOnlyList<OrderReport>>(answers));
        }
    }

    public Task<Answer<VenueBooks>> ReadBooksAsync(string? movementsSince, CancellationToken cancel)
    {
        lock (_gate)
        {
            var account = Market.Exchange.Snapshot();
            var held = account.Positions.ToDictionary(position => _universe[position.Instrument].Symbol, position => (position.Quantity, position.AveragePrice, position.LastPrice));
            foreach (var (symbol, more) in MoreHeld) held[symbol] = (held.GetValueOrDefault(symbol).Quantity + more, 50, 0);
            var known = movementsSince is null ? Moves.Count : int.Parse(movementsSince);
            return Task.FromResult<Answer<VenueBooks>>(new VenueBooks
            {
                ReadFrom = Market.Now,
                ReadTo = Market.Now,
                Currency = "USD",
                Cash = account.Cash + MoreCash,
                Holdings = [.. held.Where(one => one.Value.Quantity != 0).Select(one => new VenueHolding(one.Key, one.Value.Quantity, one.Value.AveragePrice, one.Value.LastPrice == 0 ? null : one.Value.LastPrice))],
                OpenOrders = [.. Foreign, .. account.OpenOrders.Select(order => new BookedOrder(order.Id, order.VenueOrderId, $"{order.Id}", _universe[order.Instrument].Symbol, order.Side, order.Terms.Type, order.Terms.Quantity, order.Filled, order.Terms.LimitPrice, order.Terms.StopPrice, null))],
                Movements = [.. Moves.Skip(known)],
                MovementsPlace = $"{Moves.Count}",
            });
        }
    }

    public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => null;

    public Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel) =>
        Task.FromResult<Answer<BarPage>>(new BarPage([], null));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void IMarketListener.OnPrice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    void IMarketListener.OnReport(in OrderReport report, DateTime now) => Tell(report);

    void IMarketListener.OnBar(InstrumentId instrument, in Bar minute, DateTime now)
    {
        if (_ours.TryGetValue(instrument, out var ours)) _listener?.OnBar(ours, minute);
    }

    void IMarketListener.OnNews(NewsItem item, DateTime now)
    {
    }

    private Task<Outcome> Do(VenueTask task, Action act)
    {
        if (Instead(task) is { } other) return Task.FromResult(other);
        lock (_gate)
        {
            act();
            Tell();
        }
        return Task.FromResult(Answered(task) ?? Outcome.Accepted.WithoutWords);
    }

    private void Tell()
    {
        while (Market.Exchange.TryTakeReport(out var report)) Tell(report);
    }

    private void Tell(OrderReport report)
    {
        if (report.Order.JournalPosition == 1_000_000_000) return;
        var ours = report with { Instrument = _ours.GetValueOrDefault(report.Instrument) };
        for (var time = Times(ours); time > 0; time--) _listener?.OnReport(ours);
    }
}
