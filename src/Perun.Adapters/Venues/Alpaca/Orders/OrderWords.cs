using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// Alpaca's words for ours.
internal static class OrderWords
{
    public static string Of(Side side) => side == Side.Buy ? "buy" : "sell";

    public static string Of(OrderType type) => type switch
    {
        OrderType.Market => "market",
        OrderType.Limit => "limit",
        OrderType.Stop => "stop",
        OrderType.StopLimit => "stop_limit",
        OrderType.TrailingStop => "trailing_stop",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(TimeInForce time) => time switch
    {
        TimeInForce.GoodTilCancelled => "gtc",
        TimeInForce.Day => "day",
        TimeInForce.ImmediateOrCancel => "ioc",
        TimeInForce.FillOrKill => "fok",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// What it is nearest to where it is none of ours.
    public static OrderType TypeOf(string? word) => word switch
    {
        "limit" => OrderType.Limit,
        "stop" => OrderType.Stop,
        "stop_limit" => OrderType.StopLimit,
        "trailing_stop" => OrderType.TrailingStop,
        _ => OrderType.Market,
    };
}
