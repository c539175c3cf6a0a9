using System.Diagnostics;
using Perun.Core.Orders;

namespace Perun.Engine.Orders;

/// From one status to the next. An order that is over stays over, whatever comes late; only its fills still count.
internal static class OrderLife
{
    /// One miss is no proof: so many in a row, over so long, are taken as one.
    private const int ConvincingMisses = 5;
    private static readonly TimeSpan ConvincingTime = TimeSpan.FromSeconds(60);

    public static void Apply(OrderDesk desk, Order order, in OrderReport report, DateTime now)
    {
        if (order.FilledQuantity >= order.Quantity && order.Status != OrderStatus.Filled && order.FilledQuantity > 0 && !IsAmended(report))
        {
            desk.Move(order, OrderStatus.Filled, null);
            return;
        }
        if (order.IsOver) return;
        switch (report.Kind)
        {
            case ReportKind.Accepted:
                Accept(desk, order, report);
                break;
            case ReportKind.Filled:
                if (order.FilledQuantity > 0) desk.Move(order, OrderStatus.PartiallyFilled, null);
                Calm(order);
                break;
            case ReportKind.Cancelled:
                desk.Move(order, OrderStatus.Cancelled, report.Reason);
                break;
            case ReportKind.Expired:
                desk.Move(order, OrderStatus.Expired, report.Reason);
                break;
            case ReportKind.Rejected:
                desk.Move(order, OrderStatus.Rejected, report.Reason ?? "the venue gave no reason");
                break;
            case ReportKind.Replaced:
                order.ChangeAsked = false;
                TakeTerms(order, report);
                Calm(order);
                desk.Move(order, order.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted, "replaced");
                break;
            case ReportKind.ReplaceRejected:
                order.ChangeAsked = false;
                Calm(order);
                desk.Move(order, order.Status, $"the change was refused: {report.Reason}");
                break;
            case ReportKind.CancelRejected:
                order.CancelAsked = false;
                desk.Move(order, order.Status, $"the cancellation was refused: {report.Reason}");
                desk.Ask(order);
                break;
            case ReportKind.Unknown:
                desk.Move(order, OrderStatus.Unknown, report.Reason);
                desk.Ask(order);
                break;
            case ReportKind.NotFound:
                Miss(desk, order, now);
                break;
            default:
                throw new UnreachableException();
        }
        if (order.IsOver && order.Purpose == OrderPurpose.Entry && order.FilledQuantity == 0)
            desk.CancelHeldLegs(order, "the entry ended without a fill");
    }

    private static bool IsAmended(in OrderReport report) => report.Kind == ReportKind.Replaced && report.Quantity > report.CumulativeQuantity;

    private static void Accept(OrderDesk desk, Order order, in OrderReport report)
    {
        TakeTerms(order, report);
        Calm(order);
        var status = order.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted;
        if (order.Status != status || report.Quantity > 0) desk.Move(order, status, report.Reason);
    }

    private static void TakeTerms(Order order, in OrderReport report)
    {
        if (report.Quantity > 0) order.Quantity = report.Quantity;
        if (report.LimitPrice > 0) order.LimitPrice = report.LimitPrice;
        if (report.StopPrice > 0) order.StopPrice = report.StopPrice;
    }

    private static void Calm(Order order)
    {
        if (!order.CancelAsked && !order.ChangeAsked) order.NextAsk = DateTime.MaxValue;
    }

    private static void Miss(OrderDesk desk, Order order, DateTime now)
    {
        order.Misses++;
        if (order.Misses >= ConvincingMisses && now - order.ChangedAt >= ConvincingTime)
            desk.Move(order, order.FilledQuantity > 0 ? OrderStatus.Cancelled : OrderStatus.Rejected, $"the venue does not know it, asked {order.Misses} times");
        else if (order.Status != OrderStatus.Unknown)
            desk.Move(order, OrderStatus.Unknown, "the venue does not find it");
    }
}
