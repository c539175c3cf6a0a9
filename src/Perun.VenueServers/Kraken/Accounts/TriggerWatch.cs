using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.VenueServers.Kraken.Accounts;

/// Sees when a trigger is reached: those that the exchange works itself by asking it, the others by following the price.
internal sealed class TriggerWatch(KrakenAccount account)
{
    public bool IsReached(KrakenOrder order, in Stretch stretch)
    {
        if (!order.IsWaiting) return account.Exchange.Find(order.Stage) is { IsTriggered: true };
        var path = stretch.Path;
        var isSell = order.Draft.Side == Side.Sell;
        if (order.Draft.Kind.TakesProfit()) return isSell ? (decimal)path.High >= order.Terms.Trigger : (decimal)path.Low <= order.Terms.Trigger;
        // The path goes one way, so its end tells whether it came back to a level that it moved along the way.
        order.Level = Follow(order, (decimal)path.Open);
        order.Level = Follow(order, (decimal)path.Close);
        return isSell ? (decimal)path.Close <= order.Level : (decimal)path.Close >= order.Level;
    }

    /// Zero where it goes on as a market order.
    public static decimal LimitOf(KrakenOrder order)
    {
        if (order.Draft.Kind != OrderKind.TrailingStopLimit) return order.Terms.Limit;
        var distance = order.Draft.Price2!.Value.At(order.Level, PriceTerm.AutomaticSide(order.Draft.Kind, order.Draft.Side));
        return order.Pair.Instrument.RoundPrice(distance, RoundTo.Nearest);
    }

    private static decimal Follow(KrakenOrder order, decimal price)
    {
        var trail = order.Terms.Trail.At(price);
        if (order.Draft.Side == Side.Sell) return Math.Max(order.Level, order.Pair.Instrument.RoundPrice(price - trail, RoundTo.Down));
        var above = order.Pair.Instrument.RoundPrice(price + trail, RoundTo.Up);
        return order.Level == 0 ? above : Math.Min(order.Level, above);
    }
}
