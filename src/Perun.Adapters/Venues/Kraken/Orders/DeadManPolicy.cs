using Perun.Adapters.Venues.Kraken.Account;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Whether Kraken may be told to cancel everything when it no longer hears from us. Everything means protective stops, too, and
/// other people's orders: so only while all that rests are entries of our own, which nobody would miss.
internal static class DeadManPolicy
{
    public static bool MayArm(IReadOnlyList<TrackedOrder> ours, OpenOrders open)
    {
        if (open.Rows.Count == 0 || ours.Any(static order => order.IsProtective)) return false;
        foreach (var (venueId, row) in open.Rows)
        {
            if (!ours.Any(order => order.VenueOrderId == venueId || (row?.ClOrdId is { } name && name == order.ClientId))) return false;
            // What waits for a price may be a stop, whatever it was sent for; a sell leaves a position.
            if (row is null || OrderTerms.Of(row) is not { Type: OrderType.Limit, Side: Side.Buy }) return false;
        }
        return true;
    }
}
