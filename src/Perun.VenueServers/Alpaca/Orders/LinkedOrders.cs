using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;

namespace Perun.VenueServers.Alpaca.Orders;

/// Makes the legs of brackets, triggers and pairs, and keeps them in step: they work once their entry is completely filled, what
/// one fills the other doesn't, and with one cancelled all are.
internal sealed class LinkedOrders(TradingAccount account)
{
    /// The legs of a new order, held until it fills; a pair's second exit works at once.
    public IEnumerable<AlpacaOrder> LegsOf(AlpacaOrder head, DateTime now)
    {
        var terms = head.Terms;
        if (terms.Class == OrderClass.Simple) yield break;
        var isPair = terms.Class == OrderClass.Oco;
        var side = isPair ? terms.Side : terms.Side.Opposite();
        if (!isPair && terms.TakeProfit is { } profit)
            yield return Leg(head, terms with { Side = side, Type = OrderType.Limit, LimitPrice = profit }, now);
        if (terms.StopLoss is { } loss)
        {
            var type = terms.StopLossLimit is null ? OrderType.Stop : OrderType.StopLimit;
            yield return Leg(head, terms with { Side = side, Type = type, LimitPrice = terms.StopLossLimit, StopPrice = loss }, now);
        }
    }

    /// What has to end with an order that was cancelled, expired or rejected.
    public static IEnumerable<AlpacaOrder> EndingWith(AlpacaOrder order)
    {
        var head = order.Parent ?? order;
        var family = head.Legs.Prepend(head);
        // An entry that is not filled takes its legs along; a leg takes the rest along, too.
        return head.Terms.Class == OrderClass.Simple ? [] : family.Where(other => other != order && other.IsOpen);
    }

    private AlpacaOrder Leg(AlpacaOrder head, OrderAsk terms, DateTime now)
    {
        var id = account.Identities.Next();
        return new AlpacaOrder(id, account.Identities.Next().ToString(), terms with { Notional = null, Quantity = head.Quantity, TakeProfit = null, StopLoss = null, StopLossLimit = null, ClientOrderId = null }, now)
        {
            Parent = head,
            Status = OrderStatus.Held,
        };
    }
}
