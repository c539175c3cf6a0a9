namespace Perun.Engine.Orders;

/// Where an order is in its life.
public enum OrderStatus
{
    /// Decided, and not yet given out.
    Intended,

    /// Given out to be sent; no word from the venue yet.
    Submitted,

    /// A protective leg that waits for its entry to fill.
    Held,

    /// The venue works it.
    Accepted,

    PartiallyFilled,

    /// Sent, and nobody knows what became of it until the venue is asked.
    Unknown,

    Filled,
    Cancelled,
    Rejected,
    Expired,
}

public static class OrderStatusWords
{
    /// Nothing more is expected of it. A fill that still comes is booked all the same.
    public static bool IsOver(this OrderStatus status) => status >= OrderStatus.Filled;

    /// Known to rest at the venue.
    public static bool IsWorking(this OrderStatus status) => status is OrderStatus.Accepted or OrderStatus.PartiallyFilled;
}
