using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Kraken's record of an order, told as a report.
internal static class OrderRecords
{
    /// <param name="askedAt">Before the question was sent: what the record says was true then or later.</param>
    public static OrderReport Take(KnownOrders orders, TrackedOrder order, string venueOrderId, OrderRow row, DateTime askedAt)
    {
        orders.Name(order, venueOrderId);
        lock (orders.Gate)
        {
            order.TakeSums(row.VolExec ?? 0, row.Cost ?? 0, row.Fee);
            order.Remember(row.Trades ?? []);
            if (row.Vol is > 0 and var quantity) order.Quantity = quantity;
            var kind = KindOf(row.Status, order.Filled);
            if (IsOver(row.Status)) orders.End(order);
            return IsOver(row.Status)
                ? order.Report(kind, row.Closetm is { } closed ? KrakenTime.Of(closed) : askedAt, row.Reason)
                : order.Report(kind, askedAt, null, OrderTerms.Of(row) ?? default);
        }
    }

    public static bool IsOver(string? status) => status is "closed" or "canceled" or "expired";

    /// A word that is new here leaves the order open: whether it still works is asked again.
    private static ReportKind KindOf(string? status, decimal filled) => status switch
    {
        "closed" => filled > 0 ? ReportKind.Filled : ReportKind.Cancelled,
        "canceled" => ReportKind.Cancelled,
        "expired" => ReportKind.Expired,
        _ => filled > 0 ? ReportKind.Filled : ReportKind.Accepted,
    };
}
