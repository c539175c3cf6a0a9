using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// An order's news on the private stream, told as reports. That an order is complete is taken from its sums and from its own word
/// for it, never from the status beside an execution, which may still be the one before.
internal static class Executions
{
    /// Null where there is nothing to tell.
    public static OrderReport? Take(KnownOrders orders, TrackedOrder order, ExecutionRow row, DateTime received)
    {
        orders.Name(order, row.OrderId);
        var at = row.Timestamp?.ToUniversalTime() ?? received;
        lock (orders.Gate)
        {
            if (row.OrderQty is > 0 and var quantity) order.Quantity = quantity;
            if (row.ExecType == "trade") order.Take(ExecutionOf(row));
            else order.TakeSums(row.CumQty ?? 0, SumOf(row), fee: null);
            if (KindOf(row, order) is not { } kind) return null;
            if (kind is ReportKind.Cancelled or ReportKind.Expired || (order.Quantity > 0 && order.Filled >= order.Quantity)) orders.End(order);
            // Executions don't tell terms, and those of an order that has ended no longer matter.
            var terms = row.ExecType is "trade" or "filled" || order.IsOver ? default : TermsOf(row);
            return order.Report(kind, at, row.Reason, terms);
        }
    }

    private static ReportKind? KindOf(ExecutionRow row, TrackedOrder order) => row.ExecType switch
    {
        "canceled" => ReportKind.Cancelled,
        "expired" => ReportKind.Expired,
        "pending_new" or "iceberg_refill" => null,
        "amended" or "restated" => ReportKind.Replaced,
        "trade" or "filled" => order.Filled > 0 ? ReportKind.Filled : null,
        // In a snapshot an order's own status says what has become of it.
        _ when row.OrderStatus == "canceled" => ReportKind.Cancelled,
        _ when row.OrderStatus == "expired" => ReportKind.Expired,
        _ when row.OrderStatus == "pending_new" => null,
        _ => order.Filled > 0 ? ReportKind.Filled : ReportKind.Accepted,
    };

    private static Execution ExecutionOf(ExecutionRow row)
    {
        var quantity = row.LastQty ?? 0;
        var baseAsset = row.Symbol is { } symbol && symbol.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? symbol[..slash] : null;
        var fee = 0m;
        var isInBase = false;
        foreach (var part in row.Fees ?? [])
        {
            if (part is not { Qty: { } amount }) continue;
            fee += amount;
            isInBase |= baseAsset is not null && part.Asset == baseAsset;
        }
        return new Execution(row.ExecId, quantity, row.Cost ?? (quantity * (row.LastPrice ?? 0)), fee, isInBase, row.CumQty ?? 0, SumOf(row));
    }

    private static decimal SumOf(ExecutionRow row) => row.CumCost ?? ((row.CumQty ?? 0) * (row.AvgPrice ?? 0));

    private static OrderTerms TermsOf(ExecutionRow row) => new(
        OrderTerms.SideOf(row.Side) ?? Side.Buy, OrderTerms.TypeOf(row.OrderType) ?? OrderType.Market, row.OrderQty ?? 0, row.LimitPrice ?? 0,
        row.Triggers is { } trigger ? (trigger.PriceType is null or "static" ? trigger.Price : trigger.ActualPrice) ?? 0 : 0);
}
