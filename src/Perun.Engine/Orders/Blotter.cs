using System.Runtime.InteropServices;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Engine.Orders;

/// The orders at hand: those that are open, by instrument, and the latest of those that are over.
internal sealed class Blotter : IHasState
{
    private readonly OrderTable<Order> _orders = new();
    private readonly List<List<Order>> _open = [];
    private readonly Queue<Order> _finished = [];
    private readonly Stack<Order> _spare = [];

    /// How many finished ones are kept for reports that come late.
    public int Kept { get; set; } = new EngineSettings().FinishedOrdersKept;

    public ReadOnlySpan<List<Order>> Open => CollectionsMarshal.AsSpan(_open);

    public IEnumerable<Order> AllOpen => _open.SelectMany(static orders => orders);

    /// The oldest first.
    public IEnumerable<Order> Finished => _finished;

    public List<Order> OpenIn(InstrumentId instrument) => _open[instrument.Value];

    public void List(InstrumentId instrument)
    {
        while (_open.Count <= instrument.Value) _open.Add([]);
    }

    /// Nearly all reports are about one of the few orders that work in their instrument.
    public Order? Find(OrderId id, InstrumentId instrument)
    {
        if ((uint)instrument.Value < (uint)_open.Count)
            foreach (var order in CollectionsMarshal.AsSpan(_open[instrument.Value]))
                if (order.Id == id) return order;
        return Find(id);
    }

    public Order? Find(OrderId id) => _orders.Find(id);

    /// An empty form: an order that was forgotten, or a new one.
    public Order Blank() => _spare.TryPop(out var spare) ? spare : new Order();

    public void Add(Order order)
    {
        _orders.Add(order.Id, order);
        _open[order.Instrument.Value].Add(order);
    }

    /// It is over now; the oldest of those that are makes room.
    public void Finish(Order order)
    {
        var open = _open[order.Instrument.Value];
        var place = 0;
        while (place < open.Count && !ReferenceEquals(open[place], order)) place++;
        if (place == open.Count) return;
        open.RemoveAt(place);
        _finished.Enqueue(order);
        while (_finished.Count > Kept)
        {
            var forgotten = _finished.Dequeue();
            _orders.Remove(forgotten.Id);
            _spare.Push(forgotten);
        }
    }

    public void Sync(StateStream stream)
    {
        var instruments = stream.SyncCount(_open.Count, Universe.MostInstruments);
        var count = stream.SyncCount(_orders.Count);
        if (stream.IsLoading)
        {
            _orders.Clear();
            _open.Clear();
            _finished.Clear();
            if (instruments > 0) List(new InstrumentId(instruments - 1));
            for (var i = 0; i < count; i++) Load(stream);
        }
        else
        {
            foreach (var order in _finished) order.Sync(stream);
            foreach (var order in AllOpen) order.Sync(stream);
        }
        var finished = stream.SyncCount(_finished.Count);
        if (finished != _finished.Count) throw new InvalidStateException($"{finished} orders are said to be over, {_finished.Count} are");
    }

    private void Load(StateStream stream)
    {
        var order = new Order();
        order.Sync(stream);
        _orders.Add(order.Id, order);
        if (order.IsOver) _finished.Enqueue(order);
        else _open[order.Instrument.Value].Add(order);
    }
}
