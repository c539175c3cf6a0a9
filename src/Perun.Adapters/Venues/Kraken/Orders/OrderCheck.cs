using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// What Kraken would certainly refuse is not sent.
internal static class OrderCheck
{
    private const decimal SmallestTrailPercent = 0.0001m;

    /// <param name="lastPrice">For orders that name none; zero where nobody knows.</param>
    public static Outcome? WhyNot(in OrderRequest order, KrakenPair pair, VenueMode mode, decimal lastPrice) =>
        WhyNotNow(order, pair, mode) is { } closed ? closed
        : WhyWrong(order, pair.Instrument, lastPrice) is { } wrong ? new Outcome.Refused(wrong)
        : null;

    public static Outcome? WhyNot(in OrderChange change, KrakenPair pair, VenueMode mode)
    {
        if (mode is VenueMode.Maintenance or VenueMode.CancelOnly or VenueMode.Barred || pair.Status is PairStatus.Closed or PairStatus.CancelOnly) return new Outcome.Down($"Kraken takes no changes of orders in {pair.Symbol} now");
        var instrument = pair.Instrument;
        if (change is { Quantity: 0, LimitPrice: 0, StopPrice: 0 }) return new Outcome.Refused("the change changes nothing");
        if (change.Quantity < 0 || !instrument.IsOnLot(change.Quantity)) return new Outcome.Refused($"{change.Quantity} {instrument} is no multiple of the lot {instrument.Lot}");
        if (change.Quantity > 0 && change.Quantity < instrument.MinQuantity) return new Outcome.Refused($"{change.Quantity} {instrument} is less than the least order of {instrument.MinQuantity}");
        foreach (var price in (ReadOnlySpan<decimal>)[change.LimitPrice, change.StopPrice])
            if (price < 0 || !instrument.IsOnTick(price)) return new Outcome.Refused($"the price {price} of {instrument} is no multiple of the tick {instrument.TickAt(price)}");
        return null;
    }

    private static Outcome.Down? WhyNotNow(in OrderRequest order, KrakenPair pair, VenueMode mode)
    {
        switch (mode)
        {
            case VenueMode.Maintenance:
                return new Outcome.Down("Kraken is in maintenance");
            case VenueMode.Barred:
                return new Outcome.Down("Kraken does not let this key trade");
            case VenueMode.CancelOnly:
                return new Outcome.Down("Kraken takes nothing but cancellations now");
            case VenueMode.PostOnly when !Rests(order):
                return new Outcome.Down("Kraken takes only orders that rest now");
        }
        return pair.Status switch
        {
            PairStatus.Closed => new Outcome.Down($"{pair.Symbol} is not traded at Kraken now"),
            PairStatus.CancelOnly => new Outcome.Down($"Kraken takes nothing but cancellations for {pair.Symbol} now"),
            PairStatus.PostOnly when !Rests(order) => new Outcome.Down($"Kraken takes only orders that rest for {pair.Symbol} now"),
            PairStatus.LimitOnly when order.Type is not (OrderType.Limit or OrderType.StopLimit) => new Outcome.Down($"Kraken takes only orders with a limit for {pair.Symbol} now"),
            PairStatus.ReduceOnly when !order.ReduceOnly => new Outcome.Down($"Kraken takes only what makes positions smaller for {pair.Symbol} now"),
            _ => null,
        };
    }

    private static bool Rests(in OrderRequest order) => order is { Type: OrderType.Limit, PostOnly: true } or { Type: OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop };

    private static string? WhyWrong(in OrderRequest order, Instrument instrument, decimal lastPrice)
    {
        if (order.Legs is not null) return $"Kraken can't hold a bracket for {instrument}: its stop is an order of its own";
        if (order.Quantity <= 0 || !instrument.IsOnLot(order.Quantity)) return $"{order.Quantity} {instrument} is no multiple of the lot {instrument.Lot}";
        if (order.Quantity < instrument.MinQuantity) return $"{order.Quantity} {instrument} is less than the least order of {instrument.MinQuantity}";
        if (WhyWrongPrice(order, instrument) is { } price) return price;
        if (order.TimeInForce == TimeInForce.FillOrKill && order.Type is not (OrderType.Limit or OrderType.StopLimit or OrderType.Market))
            return "Kraken knows all-or-nothing only for orders with a limit";
        var worth = order.Quantity * (order.LimitPrice > 0 ? order.LimitPrice : order.StopPrice > 0 ? order.StopPrice : lastPrice);
        return worth > 0 && worth < instrument.MinNotional ? $"{order.Quantity} {instrument} is worth {worth:0.####} {instrument.QuoteCurrency}, less than the least order of {instrument.MinNotional}" : null;
    }

    private static string? WhyWrongPrice(in OrderRequest order, Instrument instrument)
    {
        if (order.Type is OrderType.Limit or OrderType.StopLimit && (order.LimitPrice <= 0 || !instrument.IsOnTick(order.LimitPrice)))
            return $"the limit {order.LimitPrice} of {instrument} is no multiple of the tick {instrument.TickAt(order.LimitPrice)}";
        if (order.Type is OrderType.Stop or OrderType.StopLimit && (order.StopPrice <= 0 || !instrument.IsOnTick(order.StopPrice)))
            return $"the stop {order.StopPrice} of {instrument} is no multiple of the tick {instrument.TickAt(order.StopPrice)}";
        if (order.Type != OrderType.TrailingStop) return null;
        if (order.Trail.Amount <= 0) return $"a trailing stop of {instrument} needs a distance";
        if (!order.Trail.IsFraction) return instrument.IsOnTick(order.Trail.Amount) ? null : $"the distance {order.Trail.Amount} of {instrument} is no multiple of the tick {instrument.Tick}";
        return order.Trail.Amount < 1 && Step.IsOn(order.Trail.Amount * 100, SmallestTrailPercent) ? null : $"the distance of {order.Trail.Amount:P} of {instrument} is finer than Kraken's 0.0001 %, or the whole price";
    }
}
