using System.Diagnostics;
using Perun.Core.Orders;

namespace Perun.Engine.Orders;

/// From one status to the next. An order that is over stays over, whatever comes late; only its fills still count.
internal static class OrderLife
{
    /// One miss is no proof: so many in a row, over so long, are taken as one.
    private const int ConvincingMisses = 5;
    private static readonly TimeSpan ConvincingTime = TimeSpan.FromSeconds(60);

    public static void Apply(OrderDesk desk, Order order, in OrderReport report, bool isNews, DateTime now)
    {
        var terms = order.IsOver ? TermsTaken.None : order.TakeTerms(report, isNews, now);
        if (order.FilledQuantity > 0 && order.FilledQuantity >= order.Quantity)
        {
            if (order.Status != OrderStatus.Filled) desk.Move(order, OrderStatus.Filled, null);
            return;
        }
        if (order.IsOver)
        {
            if (order.IsPresumedLost && report.Kind is ReportKind.Accepted or ReportKind.Filled or ReportKind.Replaced)
                desk.Recall(order);
            return;
        }
        switch (report.Kind)
        {
            case ReportKind.Accepted:
                Accept(desk, order, report, terms == TermsTaken.Taken);
                break;
            case ReportKind.Filled:
                desk.Move(order, OrderStatus.PartiallyFilled, null);
                desk.Inquiries.Calm(order);
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
                order.Obeyed();
                desk.Move(order, order.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted, "replaced");
                desk.Inquiries.Calm(order);
                break;
            case ReportKind.ReplaceRejected:
                order.ChangeAsked = false;
                Refuse(desk, order, now, $"the change was refused: {report.Reason}");
                break;
            case ReportKind.CancelRejected:
                order.CancelAsked = false;
                Refuse(desk, order, now, $"the cancellation was refused: {report.Reason}");
                break;
            case ReportKind.Unknown:
                Doubt(desk, order, report.Reason);
                desk.Inquiries.AskSoon(order);
                break;
            case ReportKind.NotFound:
                Miss(desk, order, now);
                break;
            default:
                throw new UnreachableException();
        }
        if (terms == TermsTaken.InDoubt) desk.Inquiries.AskSoon(order);
        if (order.IsOver && order.Purpose == OrderPurpose.Entry && order.FilledQuantity == 0)
            desk.CancelHeldLegs(order, "the entry ended without a fill");
    }

    /// A leg that is told without a quantity is still held.
    private static void Accept(OrderDesk desk, Order order, in OrderReport report, bool isAmended)
    {
        if (order.Status == OrderStatus.Held && report.Quantity == 0) return;
        var status = order.FilledQuantity > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted;
        if (order.Status != status || isAmended) desk.Move(order, status, report.Reason);
        desk.Inquiries.Calm(order);
    }

    private static void Refuse(OrderDesk desk, Order order, DateTime now, string text)
    {
        order.Refused(now);
        desk.Remark(order, text);
        desk.Inquiries.AskSoon(order);
    }

    /// A leg that waits for its entry stays a promise, and is never mistaken for protection.
    private static void Doubt(OrderDesk desk, Order order, string? why)
    {
        if (order.Status is not (OrderStatus.Unknown or OrderStatus.Held)) desk.Move(order, OrderStatus.Unknown, why);
    }

    private static void Miss(OrderDesk desk, Order order, DateTime now)
    {
        if (order.Misses == 0) order.MissingSince = now;
        order.Misses++;
        if (order.Misses >= ConvincingMisses && now - order.MissingSince >= ConvincingTime)
        {
            order.IsPresumedLost = true;
            desk.Move(order, order.FilledQuantity > 0 ? OrderStatus.Cancelled : OrderStatus.Rejected, $"the venue does not know it, asked {order.Misses} times");
        }
        else
        {
            Doubt(desk, order, "the venue does not find it");
            desk.Inquiries.AskSoon(order);
        }
    }
}
