using System.Diagnostics.CodeAnalysis;

namespace Perun.Core.Orders;

/// Orders by id. Ids rise with the journal and most orders are forgotten soon, which makes a flat table with few misses faster
/// than a dictionary for everybody.
public sealed class OrderTable<T> where T : class
{
    private const int Smallest = 64;

    private long[] _ids = new long[Smallest];
    private T?[] _orders = new T?[Smallest];

    public int Count { get; private set; }

    public bool Contains(OrderId id) => Find(id) is not null;

    public bool TryFind(OrderId id, [NotNullWhen(true)] out T? order) => (order = Find(id)) is not null;

    /// Null where there is none.
    public T? Find(OrderId id)
    {
        var (ids, orders) = (_ids, _orders);
        for (var place = Home(id.Value, ids.Length); orders[place] is { } order; place = (place + 1) & (ids.Length - 1))
            if (ids[place] == id.Value) return order;
        return null;
    }

    public void Add(OrderId id, T order)
    {
        if (2 * (Count + 1) > _ids.Length) Grow();
        var place = Home(id.Value, _ids.Length);
        for (; _orders[place] is not null; place = (place + 1) & (_ids.Length - 1))
            if (_ids[place] == id.Value) throw new ArgumentException($"there is an order {id} already", nameof(id));
        (_ids[place], _orders[place]) = (id.Value, order);
        Count++;
    }

    public bool Remove(OrderId id)
    {
        var (ids, orders, last) = (_ids, _orders, _ids.Length - 1);
        var place = Home(id.Value, ids.Length);
        for (; ids[place] != id.Value || orders[place] is null; place = (place + 1) & last)
            if (orders[place] is null) return false;
        // What stands behind moves up where it may, so that no search ends before its order.
        for (var next = (place + 1) & last; orders[next] is not null; next = (next + 1) & last)
        {
            var home = Home(ids[next], ids.Length);
            if (((next - home) & last) < ((next - place) & last)) continue;
            (ids[place], orders[place]) = (ids[next], orders[next]);
            place = next;
        }
        orders[place] = null;
        Count--;
        return true;
    }

    public void Clear()
    {
        Array.Clear(_orders);
        Count = 0;
    }

    /// All of them, in no order that means anything.
    public IEnumerable<T> All()
    {
        foreach (var order in _orders)
            if (order is not null) yield return order;
    }

    private static int Home(long id, int length) => (int)(unchecked((ulong)id * 0x9E3779B97F4A7C15UL) >> 40) & (length - 1);

    private void Grow()
    {
        var (ids, orders) = (_ids, _orders);
        (_ids, _orders, Count) = (new long[2 * ids.Length], new T?[2 * ids.Length], 0);
        for (var place = 0; place < ids.Length; place++)
            if (orders[place] is { } order) Add(new OrderId(ids[place]), order);
    }
}
