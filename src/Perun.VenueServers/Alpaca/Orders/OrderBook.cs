using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Orders;

/// An account's orders, by each of their names. Those that ended are kept up to a bound; the oldest leave.
public sealed class OrderBook
{
    public const int MostOrders = 50_000;

    private readonly List<AlpacaOrder> _all = [];
    private readonly Dictionary<Guid, AlpacaOrder> _byId = [];
    private readonly Dictionary<string, AlpacaOrder> _byClientId = [];
    private readonly Dictionary<OrderId, AlpacaOrder> _atExchange = [];
    private readonly SortedDictionary<long, AlpacaOrder> _open = [];
    private long _lastAtExchange, _lastPlace;

    /// In the order in which they came.
    public IReadOnlyList<AlpacaOrder> All => _all;

    /// In the order in which they came.
    public IEnumerable<AlpacaOrder> Open => _open.Values;

    public AlpacaOrder? Find(Guid id) => _byId.GetValueOrDefault(id);

    public AlpacaOrder? FindByClientId(string id) => _byClientId.GetValueOrDefault(id);

    public AlpacaOrder? Find(OrderId atExchange) => _atExchange.GetValueOrDefault(atExchange);

    public IEnumerable<AlpacaOrder> OpenOf(Asset asset) => Open.Where(order => order.Asset == asset);

    public void Add(AlpacaOrder order)
    {
        if (_all.Count == MostOrders) Forget();
        _all.Add(order);
        order.Place = ++_lastPlace;
        _byId[order.Id] = order;
        _byClientId[order.ClientId] = order;
        if (order.IsOpen) _open.Add(order.Place, order);
    }

    public void Remove(AlpacaOrder order)
    {
        _all.Remove(order);
        _byId.Remove(order.Id);
        _byClientId.Remove(order.ClientId);
        _open.Remove(order.Place);
    }

    /// To be called when it has reached its end.
    public void Close(AlpacaOrder order) => _open.Remove(order.Place);

    /// A name at the exchange for an order, or for one that takes over from another.
    public OrderId NameAtExchange(AlpacaOrder order)
    {
        var id = new OrderId(++_lastAtExchange);
        TakeOver(order, id);
        return id;
    }

    public void TakeOver(AlpacaOrder order, OrderId id)
    {
        order.AtExchange = id;
        _atExchange[id] = order;
    }

    private void Forget()
    {
        foreach (var old in _all.Where(static order => !order.IsOpen).Take(MostOrders / 4).ToList())
        {
            Remove(old);
            _atExchange.Remove(old.AtExchange);
        }
    }
}
