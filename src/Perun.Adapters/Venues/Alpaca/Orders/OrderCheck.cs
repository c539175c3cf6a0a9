using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// What Alpaca would certainly refuse is not sent.
internal static class OrderCheck
{
    private const int MostDecimals = 9;

    /// As a sentence; null where nothing is known to stand against it.
    public static string? WhyNot(in OrderRequest order, Instrument instrument, DateTime now) =>
        Amounts(order, instrument) ?? Prices(order, instrument) ?? (instrument.AssetClass == AssetClass.Crypto ? Coin(order, instrument) : Share(order, instrument, now)) ?? Legs(order, instrument);

    private static string? Amounts(in OrderRequest order, Instrument instrument)
    {
        if (order.Quantity <= 0) return $"a quantity must be more than nothing, and this is {order.Quantity}";
        if (Core.Money.Digits.Plain(order.Quantity).Scale > MostDecimals) return $"Alpaca takes quantities of at most {MostDecimals} decimals, and {order.Quantity} has more";
        if (instrument.AssetClass == AssetClass.Crypto && !instrument.IsOnLot(order.Quantity)) return $"{order.Quantity} is no multiple of {instrument.Lot}, the smallest step of {instrument}";
        if (instrument.AssetClass == AssetClass.Crypto && order.Quantity < instrument.MinQuantity) return $"{order.Quantity} {instrument} is less than the smallest order, {instrument.MinQuantity}";
        var price = order.LimitPrice > 0 ? order.LimitPrice : order.StopPrice;
        return order.Side == Side.Buy && price > 0 && order.Quantity * price < instrument.MinNotional
            ? $"{order.Quantity} {instrument} at {price} is worth less than the smallest purchase, {instrument.MinNotional} {instrument.QuoteCurrency}"
            : null;
    }

    private static string? Prices(in OrderRequest order, Instrument instrument)
    {
        if (order.PostOnly) return "Alpaca knows no orders that are only makers";
        if (order.Type is OrderType.Limit or OrderType.StopLimit && order.LimitPrice <= 0) return $"a {OrderWords.Of(order.Type)} order needs a limit price";
        if (order.Type is OrderType.Stop or OrderType.StopLimit && order.StopPrice <= 0) return $"a {OrderWords.Of(order.Type)} order needs a stop price";
        if (order.Type == OrderType.TrailingStop && order.Trail.Amount <= 0) return "a trailing stop needs a distance";
        if (order.Type is OrderType.Limit or OrderType.StopLimit && OffTick("limit", order.LimitPrice, instrument) is { } limit) return limit;
        return order.Type is OrderType.Stop or OrderType.StopLimit ? OffTick("stop", order.StopPrice, instrument) : null;
    }

    private static string? Coin(in OrderRequest order, Instrument instrument) => order switch
    {
        { Type: OrderType.TrailingStop } => $"Alpaca has no trailing stops for {instrument}: only market, limit and stop-limit orders",
        { Type: OrderType.Stop, ReduceOnly: false } => $"Alpaca has no plain stops for {instrument}: only market, limit and stop-limit orders",
        { TimeInForce: TimeInForce.FillOrKill } => $"Alpaca takes orders for {instrument} until cancelled or at once, not all or nothing",
        { Side: Side.Sell, ReduceOnly: false } => $"{instrument} can't be sold short at Alpaca",
        _ => null,
    };

    private static string? Share(in OrderRequest order, Instrument instrument, DateTime now)
    {
        var isPart = decimal.Truncate(order.Quantity) != order.Quantity;
        if (isPart && order.Type == OrderType.TrailingStop) return $"Alpaca trails no parts of shares, and {order.Quantity} {instrument} is not whole";
        var isAtOnce = order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (isAtOnce && isPart) return $"Alpaca takes parts of shares only for the day, and {order.Quantity} {instrument} is not whole";
        if (isAtOnce && order.Type is not (OrderType.Market or OrderType.Limit)) return $"a {OrderWords.Of(order.Type)} order can't be for this moment only";
        return isAtOnce && !TradingCalendar.For(instrument.Hours).IsOpen(now) ? $"an order for this moment needs an open market, and {instrument} does not trade now" : null;
    }

    private static string? Legs(in OrderRequest order, Instrument instrument)
    {
        if (order.Legs is not { } legs) return null;
        if (instrument.AssetClass == AssetClass.Crypto) return $"Alpaca takes no brackets for {instrument}";
        if (decimal.Truncate(order.Quantity) != order.Quantity) return $"Alpaca takes no brackets for parts of shares, and {order.Quantity} {instrument} is not whole";
        if (order.Type is not (OrderType.Market or OrderType.Limit)) return $"a bracket's entry is a market or a limit order, not {OrderWords.Of(order.Type)}";
        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill) return "a bracket's entry lasts for the day or until cancelled";
        if (legs.StopPrice <= 0) return "a bracket needs a stop price";
        if (OffTick("stop", legs.StopPrice, instrument) is { } stop) return stop;
        if (legs.HasTarget && OffTick("target", legs.TargetPrice, instrument) is { } target) return target;
        var way = order.Side.Sign();
        if (legs.HasTarget && (legs.TargetPrice - legs.StopPrice) * way <= 0) return $"the target {legs.TargetPrice} is on the wrong side of the stop {legs.StopPrice}";
        return order.LimitPrice > 0 && (order.LimitPrice - legs.StopPrice) * way < instrument.TickAt(legs.StopPrice)
            ? $"the stop {legs.StopPrice} is on the wrong side of the entry's limit {order.LimitPrice}"
            : null;
    }

    private static string? OffTick(string what, decimal price, Instrument instrument) =>
        instrument.IsOnTick(price) ? null : $"the {what} price {price} is no multiple of {instrument.TickAt(price)}, the smallest step of {instrument} there";
}
