using Perun.Core.Orders;
using Perun.Engine.Orders;

namespace Perun.Engine.Protection;

/// What protects a position now.
internal struct WorkingStops
{
    /// The quantity that they would sell (or buy back).
    public decimal Working;

    /// A bracket's leg is there and may still grow.
    public bool IsExpected;

    /// An answer about an order that matters here is awaited; until then nothing is added.
    public bool IsMoving;

    /// The venue has said that each of them works.
    public bool AreConfirmed;

    /// The engine's own, beside the brackets'.
    public Order? Own;

    /// Takes one of the instrument's open orders into account.
    /// <param name="side">The side that leaves the position.</param>
    public void Count(Order order, Side side)
    {
        if (order.Purpose is OrderPurpose.Entry or OrderPurpose.Target) return;
        IsMoving |= order.Purpose == OrderPurpose.Exit || order.CancelAsked || order.ChangeAsked;
        if (order.Side != side || order.Purpose == OrderPurpose.Exit || order.CancelAsked) return;
        var isOwn = order.Entry.IsNone;
        IsExpected |= !isOwn;
        if (order.Status == OrderStatus.Held) return;
        var isWorking = order.Status.IsWorking();
        Working = Working == 0 ? order.Remaining : Working + order.Remaining;
        IsMoving |= isOwn && !isWorking;
        AreConfirmed &= isWorking;
        if (isOwn) Own = order;
    }
}
