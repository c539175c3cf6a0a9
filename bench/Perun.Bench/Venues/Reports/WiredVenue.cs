using System.Diagnostics;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Reports;

/// A venue whose news come over a wire's frames, by the adapter's own way to the floor, and which notes the moment in which an order is
/// handed to it.
internal sealed class WiredVenue(IOrderWire wire, TimeProvider clock, decimal price) : IVenue, IMarketHistory
{
    private static readonly InstrumentId Traded = new(0);

    private readonly SemaphoreSlim _handedOver = new(0);
    private ListenerQueue? _queue;
    private OrderRequest _latest;
    private long _at;

    public string Name => "Bench";

    /// Reports move so fast here that books of the same moment can't be told.
    public TimeSpan BooksPace => TimeSpan.FromHours(1);

    public IReadOnlyList<Timeframe> Timeframes { get; } = [];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// Lets the floor look up from its waiting.
    public void Poke() => Volatile.Read(ref _queue)?.OnForeign("somebody looks");

    /// Waits for the next order, and says when it came.
    public (OrderRequest Order, long At) Next()
    {
        if (!_handedOver.Wait(ReportFloor.Patience)) throw new InvalidOperationException("no order was handed to the adapter");
        return (_latest, _at);
    }

    public Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel)
    {
        (_latest, _at) = (order, Stopwatch.GetTimestamp());
        wire.Expect(order);
        _handedOver.Release();
        var accepted = new OrderReport { Order = order.Id, Instrument = order.Instrument, Kind = ReportKind.Accepted, VenueTime = Now, Quantity = order.Quantity, LimitPrice = order.LimitPrice, StopPrice = order.StopPrice };
        return Task.FromResult<Outcome>(new Outcome.Accepted([accepted]));
    }

    public async Task RunAsync(IVenueListener listener, CancellationToken stop)
    {
        var queue = new ListenerQueue(listener);
        wire.Hear(queue);
        Volatile.Write(ref _queue, queue);
        queue.OnStream(VenueStream.Orders, StreamState.Whole, "");
        queue.OnStream(VenueStream.Market, StreamState.Whole, "");
        queue.OnBar(Traded, new Bar(new DateTime(Now.Ticks - Now.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(-1), (double)price, (double)price, (double)price, (double)price, 10));
        await queue.RunAsync(stop);
    }

    public Task<Answer<VenueBooks>> ReadBooksAsync(string? movementsSince, CancellationToken cancel) =>
        Task.FromResult<Answer<VenueBooks>>(new VenueBooks { ReadFrom = Now, ReadTo = Now, Currency = "USD", Cash = ReportFloor.Cash, Holdings = [], OpenOrders = [], Movements = [] });

    public void Follow(IReadOnlyList<FollowedInstrument> instruments)
    {
        foreach (var instrument in instruments) wire.Follow(instrument);
    }

    public void Recall(IReadOnlyList<KnownOrder> orders)
    {
    }

    public Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) => throw new InvalidOperationException("nothing is to be cancelled here");

    public Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel) => throw new InvalidOperationException("nothing is to be changed here");

    public Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel) => throw new InvalidOperationException("nothing is left open here");

    public Task<Answer<VenueAccount>> CheckAsync(CancellationToken cancel) => throw new InvalidOperationException("the account is given");

    public Task<Answer<IReadOnlyList<ListedInstrument>>> InstrumentsAsync(CancellationToken cancel) => throw new InvalidOperationException("the instruments are given");

    public DateTime? Earliest(Instrument instrument, Timeframe timeframe, DateTime now) => null;

    public Task<Answer<BarPage>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, string? place, CancellationToken cancel) =>
        Task.FromResult<Answer<BarPage>>(new BarPage([], null));

    public ValueTask DisposeAsync()
    {
        wire.Dispose();
        return ValueTask.CompletedTask;
    }
}
