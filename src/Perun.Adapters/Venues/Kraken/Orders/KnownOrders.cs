using System.Diagnostics.CodeAnalysis;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Our orders, by our name and by Kraken's. Those that are over are kept for a while, for what comes late.
internal sealed class KnownOrders(ClientIds ids)
{
    private const int MostKept = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<OrderId, TrackedOrder> _orders = [];
    private readonly Dictionary<string, TrackedOrder> _byVenueId = new(StringComparer.Ordinal);
    private readonly Queue<TrackedOrder> _over = [];

    /// Held while an order's sums change: news come from a stream and from answers at the same time.
    public Lock Gate => _gate;

    public string ClientIdOf(OrderId order) => ids.Of(order);

    /// The order as it is known, or as it is from now on.
    public TrackedOrder Follow(OrderId order, InstrumentId instrument, DateTime now)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(order, out var known)) _orders.Add(order, known = new TrackedOrder(order, instrument, ids.Of(order)) { Since = now });
            return known;
        }
    }

    public bool TryFind(OrderId order, [NotNullWhen(true)] out TrackedOrder? known)
    {
        lock (_gate) return _orders.TryGetValue(order, out known);
    }

    public bool TryFind(string? venueOrderId, [NotNullWhen(true)] out TrackedOrder? known)
    {
        known = null;
        if (venueOrderId is null) return false;
        lock (_gate) return _byVenueId.TryGetValue(venueOrderId, out known);
    }

    /// By whichever of its names is told. False for what is not ours; for what is ours and not known here, only its id is found.
    public bool TryFind(string? venueOrderId, string? clientId, out OrderId id, out TrackedOrder? known)
    {
        lock (_gate)
        {
            if (clientId is not null && ids.TryRead(clientId, out id)) known = _orders.GetValueOrDefault(id);
            else if (TryFind(venueOrderId, out known)) id = known.Id;
            else id = OrderId.None;
            return !id.IsNone;
        }
    }

    public void Name(TrackedOrder order, string? venueOrderId)
    {
        if (string.IsNullOrEmpty(venueOrderId)) return;
        lock (_gate)
        {
            order.VenueOrderId = venueOrderId;
            _byVenueId[venueOrderId] = order;
        }
    }

    public void End(TrackedOrder order)
    {
        lock (_gate)
        {
            if (order.IsOver) return;
            order.IsOver = true;
            _over.Enqueue(order);
            while (_over.Count > MostKept)
            {
                var forgotten = _over.Dequeue();
                _orders.Remove(forgotten.Id);
                if (forgotten.VenueOrderId is { } venueId) _byVenueId.Remove(venueId);
            }
        }
    }

    public IReadOnlyList<TrackedOrder> Open()
    {
        lock (_gate) return [.. _orders.Values.Where(static order => !order.IsOver)];
    }
}
