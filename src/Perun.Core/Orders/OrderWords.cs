namespace Perun.Core.Orders;

public enum Side
{
    Buy,
    Sell,
}

public enum OrderType
{
    Market,
    Limit,

    /// Becomes a market order once the price trades at or through the stop.
    Stop,

    /// Becomes a limit order once the price trades at or through the stop.
    StopLimit,

    /// A stop that follows the best price since it was placed at a fixed distance.
    TrailingStop,
}

public enum TimeInForce
{
    GoodTilCancelled,

    /// Until the session ends; for instruments around the clock until midnight UTC.
    Day,

    /// What can be filled at once is filled, the rest cancelled.
    ImmediateOrCancel,

    /// All at once or nothing.
    FillOrKill,
}

/// Why an order exists.
public enum OrderPurpose
{
    Entry,
    ProtectiveStop,
    Target,
    Exit,
}

public static class SideWords
{
    public static Side Opposite(this Side side) => side == Side.Buy ? Side.Sell : Side.Buy;

    /// +1 for a buy, -1 for a sell.
    public static int Sign(this Side side) => side == Side.Buy ? 1 : -1;
}
