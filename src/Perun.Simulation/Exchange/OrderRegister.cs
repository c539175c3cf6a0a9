using System.Diagnostics.CodeAnalysis;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// Every order the venue knows, open or finished, and the books they work in.
internal sealed class OrderRegister(Universe universe, int mostFinished)
{
    private readonly OrderTable<VenueOrder> _orders = new();
    private readonly Queue<VenueOrder> _finished = [];
    private readonly Stack<VenueOrder> _spare = [];
    private InstrumentBook[] _books = [];
    private long _lastNumber;

    public int OpenCount => _orders.Count - _finished.Count;

    public ReadOnlySpan<InstrumentBook> Books => _books;

    public InstrumentBook BookOf(InstrumentId instrument) =>
        (uint)instrument.Value < (uint)_books.Length ? _books[instrument.Value] : Grow(instrument);

    public bool Contains(OrderId id) => _orders.Contains(id);

    public bool TryFind(OrderId id, [NotNullWhen(true)] out VenueOrder? order) => _orders.TryFind(id, out order);

    public VenueOrder Add(in OrderRequest terms, DateTime arrived)
    {
        var order = Blank().Begin(terms, ++_lastNumber, arrived);
        _orders.Add(order.Id, order);
        return order;
    }

    /// A leg of this entry, held until it fills.
    public VenueOrder AddLeg(VenueOrder entry, OrderId id, OrderType type, decimal price)
    {
        var leg = Blank().BeginLeg(entry, id, type, price, ++_lastNumber);
        _orders.Add(id, leg);
        return leg;
    }

    /// To be called once for each order that reached its end.
    public void Finish(VenueOrder order)
    {
        _finished.Enqueue(order);
        // One look at each: an order whose family is still open goes to the back and is forgotten later.
        for (var looks = _finished.Count; _finished.Count > mostFinished && looks > 0; looks--)
        {
            var oldest = _finished.Dequeue();
            if (IsFamilyOpen(oldest)) _finished.Enqueue(oldest);
            else Forget(oldest);
        }
    }

    private VenueOrder Blank() => _spare.TryPop(out var spare) ? spare : new VenueOrder();

    private void Forget(VenueOrder forgotten)
    {
        _orders.Remove(forgotten.Id);
        forgotten.Part();
        if (_spare.Count < mostFinished) _spare.Push(forgotten);
    }

    public List<VenueOrder> OpenOrders()
    {
        var open = _orders.All().Where(static order => order.IsOpen).ToList();
        open.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return open;
    }

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _lastNumber);
        var orders = stream.IsLoading ? [] : _orders.All().OrderBy(static order => order.Number).ToList();
        stream.SyncList(orders, static (StateStream s, ref VenueOrder order) =>
        {
            order ??= new VenueOrder();
            order.Sync(s);
        });
        var byId = orders.ToDictionary(static order => order.Id);
        var finished = _finished.Select(static order => order.Id).ToList();
        stream.SyncList(finished, static (StateStream s, ref OrderId id) => s.Sync(ref id));
        var books = stream.SyncCount(_books.Length, Universe.MostInstruments);
        if (stream.IsLoading) _books = NewBooks(0, books);
        foreach (var book in _books)
        {
            book.Sync(stream);
            var working = book.Orders.ConvertAll(static order => order.Id);
            stream.SyncList(working, static (StateStream s, ref OrderId id) => s.Sync(ref id));
            if (stream.IsLoading) book.Orders.AddRange(working.Select(id => byId.GetValueOrDefault(id)
                ?? throw new InvalidStateException($"the book of {book.Instrument} names order {id}, which is missing")));
        }
        if (stream.IsLoading) Restore(orders, finished);
    }

    private void Restore(List<VenueOrder> orders, List<OrderId> finished)
    {
        _orders.Clear();
        _finished.Clear();
        foreach (var order in orders) _orders.Add(order.Id, order);
        foreach (var id in finished)
            _finished.Enqueue(_orders.Find(id) ?? throw new InvalidStateException($"order {id} is said to have ended, and is missing"));
        foreach (var order in orders)
        {
            if (order.Terms.Legs is not { } legs) continue;
            if (_orders.TryFind(legs.StopId, out var stop)) (order.StopLeg, stop.Entry) = (stop, order);
            if (legs.HasTarget && _orders.TryFind(legs.TargetId, out var target)) (order.TargetLeg, target.Entry) = (target, order);
        }
        foreach (var book in _books) book.SetWakeLevels();
    }

    private InstrumentBook Grow(InstrumentId instrument)
    {
        if (!universe.Contains(instrument)) throw new ArgumentException($"{instrument} is not in the universe", nameof(instrument));
        _books = [.. _books, .. NewBooks(_books.Length, universe.Count - _books.Length)];
        return _books[instrument.Value];
    }

    private static InstrumentBook[] NewBooks(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(static place => new InstrumentBook(new InstrumentId(place)))];

    private static bool IsFamilyOpen(VenueOrder order)
    {
        var entry = order.Entry ?? order;
        return entry.IsOpen || entry.StopLeg is { IsOpen: true } || entry.TargetLeg is { IsOpen: true };
    }
}
