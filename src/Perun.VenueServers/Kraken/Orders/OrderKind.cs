using Perun.Core.Orders;

namespace Perun.VenueServers.Kraken.Orders;

/// Kraken's types of orders.
internal enum OrderKind
{
    Market,
    Limit,
    Iceberg,
    StopLoss,
    TakeProfit,
    StopLossLimit,
    TakeProfitLimit,
    TrailingStop,
    TrailingStopLimit,
    SettlePosition,
}

internal static class OrderKinds
{
    private static readonly string[] Words =
        ["market", "limit", "iceberg", "stop-loss", "take-profit", "stop-loss-limit", "take-profit-limit", "trailing-stop", "trailing-stop-limit", "settle-position"];

    public static string Word(this OrderKind kind) => Words[(int)kind];

    public static bool TryParse(string word, out OrderKind kind)
    {
        kind = (OrderKind)Array.IndexOf(Words, word);
        return kind >= 0;
    }

    public static bool HasLimit(this OrderKind kind) => kind is OrderKind.Limit or OrderKind.Iceberg || kind.IsTriggeredLimit();

    /// It waits for a price before it does anything.
    public static bool HasTrigger(this OrderKind kind) => kind is not (OrderKind.Market or OrderKind.Limit or OrderKind.Iceberg or OrderKind.SettlePosition);

    public static bool IsTriggeredLimit(this OrderKind kind) => kind is OrderKind.StopLossLimit or OrderKind.TakeProfitLimit or OrderKind.TrailingStopLimit;

    public static bool IsTrailing(this OrderKind kind) => kind is OrderKind.TrailingStop or OrderKind.TrailingStopLimit;

    /// It waits for a price that pays, not for one that hurts.
    public static bool TakesProfit(this OrderKind kind) => kind is OrderKind.TakeProfit or OrderKind.TakeProfitLimit;

    public static string Word(this Side side) => side == Side.Buy ? "buy" : "sell";
}
