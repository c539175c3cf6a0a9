using System.Globalization;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// What an order asks for, as Kraken tells it. A price is zero where it has none.
internal readonly record struct OrderTerms(Side Side, OrderType Type, decimal Quantity, decimal LimitPrice, decimal StopPrice)
{
    /// Null where Kraken's words make no sense here.
    public static OrderTerms? Of(OrderRow row)
    {
        if (row is not { Descr: { } words, Vol: >= 0 and var quantity } || SideOf(words.Type) is not { } side || TypeOf(words.Ordertype) is not { } type) return null;
        var (first, second) = (PriceOf(words.Price), PriceOf(words.Price2));
        var (limit, stop) = type switch
        {
            OrderType.Limit => (first, 0m),
            OrderType.Stop => (0m, first),
            OrderType.StopLimit => (second, first),
            // Its words hold the distance; where it stands now is told apart.
            OrderType.TrailingStop => (0m, row.Stopprice ?? 0),
            _ => (0m, 0m),
        };
        return new OrderTerms(side, type, quantity, limit, stop);
    }

    public static Side? SideOf(string? word) => word switch
    {
        "buy" => Side.Buy,
        "sell" => Side.Sell,
        _ => null,
    };

    /// Types that Perun never sends are told as the nearest of its own: they belong to somebody else's orders.
    public static OrderType? TypeOf(string? word) => word switch
    {
        "market" or "settle-position" => OrderType.Market,
        "limit" or "iceberg" => OrderType.Limit,
        "stop-loss" or "take-profit" => OrderType.Stop,
        "stop-loss-limit" or "take-profit-limit" => OrderType.StopLimit,
        "trailing-stop" or "trailing-stop-limit" => OrderType.TrailingStop,
        _ => null,
    };

    private static decimal PriceOf(string? text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : 0;
}
