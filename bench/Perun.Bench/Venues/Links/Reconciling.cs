using System.Diagnostics;
using Perun.Adapters.Venues;
using Perun.Bench.Venues.Reports;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Engine.Venues;
using Perun.Trading;
using Perun.Venues;

namespace Perun.Bench.Venues.Links;

/// A thousand orders that rest at a simulated venue and in the engine's books, and the two held against each other.
internal sealed class Reconciling : IFloor, IDisposable
{
    private readonly JournaledEngine _engine = new(new Unkept());
    private readonly List<Command> _commands = [];
    private readonly SimulatedVenue _venue;
    private readonly Reconciliation _reconciliation;
    private readonly VenueBooks _books;
    private int _told;

    public Reconciling(SimulatedVenue venue)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        _venue = venue;
        _reconciliation = new Reconciliation(static order => throw new InvalidOperationException($"order {order.Id} was not found at the venue"), static order => throw new InvalidOperationException($"order {order.Id} was taken back"), MovementBook.New(Now), static _ => { });
        foreach (var one in venue.Listed) Do(new InstrumentListed(one.Instrument with { Protection = VenueProtection.Stop }));
        Do(new Started("bench", "bench", SimulatedVenue.Cash, new EngineSettings { MaxPositions = int.MaxValue, MaxTradesPerDay = int.MaxValue, MaxPriceDriftPercent = 100, MaxPositionSize = AmountOrPercent.Percent(100), Cooldown = TimeSpan.Zero }));
        for (var place = 0; place < venue.Listed.Count; place++) Rest(venue.Listed[place], new InstrumentId(place));
        _books = Read();
        if (_books.OpenOrders.Count != venue.Listed.Count || Judge(_books) is { Doubt: not Doubt.None }) throw new InvalidOperationException("the books don't agree");
    }

    private EngineState State => _engine.State;

    private DateTime Now => _venue.Clock.GetUtcNow().UtcDateTime;

    /// Milliseconds to read the venue's books and hold them against ours.
    public double ReadAndJudge()
    {
        // Limits of requests are not what is measured.
        _venue.Clock.Skip(TimeSpan.FromMinutes(1));
        var start = Stopwatch.GetTimestamp();
        if (Judge(Read()).Doubt != Doubt.None) throw new InvalidOperationException("the books don't agree");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void JudgeAlone() => Judge(_books);

    /// The least of it: each order looked up and compared.
    public void LookUp()
    {
        foreach (var booked in _books.OpenOrders)
            if (State.Desk.Find(booked.Ours) is not { } order || order.Quantity != booked.Quantity) throw new InvalidOperationException("the books don't agree");
    }

    public void Dispose()
    {
        _venue.Dispose();
        _engine.Dispose();
    }

    void IFloor.Hear<T>(in T happened, DateTime at) => _told++;

    void IFloor.Hear(NewsItem item) => _told++;

    private VenueBooks Read() => SimulatedVenue.Sure(_venue.Venue.ReadBooksAsync(null, CancellationToken.None));

    private Agreement Judge(VenueBooks books)
    {
        _told = 0;
        var agreement = _reconciliation.Judge(books, State, this, Now);
        // Once in a quarter of an hour they are written down.
        return _told <= 1 ? agreement : throw new InvalidOperationException($"{_told} differences were told");
    }

    private void Rest(ListedInstrument listed, InstrumentId id)
    {
        var (quantity, limit) = SimulatedVenue.Resting(listed);
        var price = (double)listed.Price;
        Do(new BarClosed(id, new Bar(new DateTime(Now.Ticks - Now.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(-1), price, price, price, price, 1_000)));
        Do(new OperatorAsked(new OperatorRequest.Enter(id, Side.Buy, quantity, limit, null, null) { TimeInForce = TimeInForce.GoodTilCancelled }));
        _commands.Clear();
        _engine.CommitAndTake(_commands);
        if (_commands is not [Command.Submit { Order: var order }]) throw new InvalidOperationException($"no order was made in {listed.Instrument}");
        if (_venue.Venue.SubmitAsync(order, CancellationToken.None).GetAwaiter().GetResult() is not Outcome.Accepted accepted) throw new InvalidOperationException($"the order in {listed.Instrument} was not accepted");
        foreach (var report in accepted.Reports) Do(new OrderReported(report));
        _commands.Clear();
        _engine.CommitAndTake(_commands);
    }

    private void Do<T>(in T happened) where T : struct, IEngineEvent => _engine.Process(Now, happened);
}
