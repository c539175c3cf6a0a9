using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// Makes reports of what Alpaca says of orders, be it told by the stream or asked for.
internal sealed class OrderNews(OrderFiles files, TimeProvider clock, Action<OrderReport> report, Action<string> foreign, Action<OrderId> inquire)
{
    private const int MostStashed = 512;

    private readonly List<StreamDataRow> _stash = [];
    private int _commandsUnderWay;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// While a command is under way, news of an order that is not known yet may be of what it makes.
    public void CommandLeaves()
    {
        lock (files.Gate) _commandsUnderWay++;
    }

    public void CommandSettled()
    {
        lock (files.Gate)
        {
            _commandsUnderWay--;
            StreamDataRow[] waiting = [.. _stash];
            _stash.Clear();
            foreach (var row in waiting) TakeEvent(row);
        }
    }

    /// A message of the stream; false where it could not be one.
    public bool Take(StreamDataRow message)
    {
        if (message.Order is null || message.Event is null) return false;
        lock (files.Gate) TakeEvent(message);
        return true;
    }

    /// An answer to a question: how the order stands and, where it has some, its legs.
    public IReadOnlyList<OrderReport> Take(OrderRow row)
    {
        lock (files.Gate)
        {
            if (!files.TryPlace(row, out var file, out var part)) return [];
            var reports = new List<OrderReport>();
            part.Take(row, null, null);
            if (row.ReplacedBy is { } next && row.IsReplaced) files.Link(file, next).IsInForce = true;
            if (part == file.Promised && !row.IsReplaced && row.Status is not ("rejected" or "pending_new" or "pending_replace")) part.IsInForce = true;
            if (part == file.Current && !row.IsReplaced) reports.Add(Standing(file, part, row.UpdatedAt));
            TakeLegs(file, row, reports);
            return reports;
        }
    }

    /// What a change promised; whether it comes true is told later.
    public void Promise(OrderFile file, OrderRow row)
    {
        lock (files.Gate)
        {
            var part = files.Link(file, row.Id);
            part.Take(row, null, null);
        }
    }

    private void TakeEvent(StreamDataRow message)
    {
        var row = message.Order!;
        if (!files.TryPlace(row, out var file, out var part))
        {
            NotPlaced(message, row);
            return;
        }
        var filledBefore = part.Filled;
        part.Take(row, message.Price, message.Qty);
        var at = message.Timestamp ?? row.UpdatedAt;
        switch (message.Event)
        {
            case "replaced":
                GiveWay(file, row, at);
                break;
            case "order_replace_rejected":
                Keep(file, at, ReportKind.ReplaceRejected);
                break;
            case "rejected" when part == file.Promised:
                Keep(file, at, ReportKind.ReplaceRejected);
                break;
            case "order_cancel_rejected":
                report(Reporting.Of(file, ReportKind.CancelRejected, at ?? Now));
                break;
            case "pending_new" or "pending_cancel" or "pending_replace" or "pending_review" when part.Filled == filledBefore:
                break;
            default:
                // Who hears of a promised order that it works or fills knows that the promise holds.
                part.IsInForce = true;
                report(part == file.Current && !row.IsReplaced ? Standing(file, part, at) : Reporting.Of(file, file.Filled > 0 ? ReportKind.Filled : ReportKind.Accepted, at ?? Now));
                break;
        }
        if (row.Legs is not { Length: > 0 }) return;
        var legs = new List<OrderReport>();
        TakeLegs(file, row, legs);
        foreach (var leg in legs) report(leg);
    }

    private void GiveWay(OrderFile file, OrderRow old, DateTime? at)
    {
        if (old.ReplacedBy is not { } id) return;
        var next = files.Link(file, id);
        next.IsInForce = true;
        if (next.Row is not null) report(Standing(file, next, at));
        else inquire(file.Id); // its terms were in an answer that never came
    }

    /// The order goes on under its old terms, with what has filled of it.
    private void Keep(OrderFile file, DateTime? at, ReportKind kind)
    {
        if (file.Promised is { } promised) files.Unlink(file, promised);
        report(Reporting.Of(file, kind, at ?? Now));
    }

    private void TakeLegs(OrderFile entry, OrderRow row, List<OrderReport> reports)
    {
        foreach (var leg in row.Legs ?? [])
        {
            if (!files.TryPlace(leg, out var file, out var part) || file == entry) continue;
            var (before, filled) = (part.Row?.Status, part.Filled);
            part.Take(leg, null, null);
            if (part == file.Current && !leg.IsReplaced && (part.Row?.Status != before || part.Filled != filled)) reports.Add(Standing(file, part, leg.UpdatedAt));
        }
    }

    private OrderReport Standing(OrderFile file, OrderPart part, DateTime? at)
    {
        if (file.IsOver && !part.IsFiled)
        {
            part.IsFiled = true;
            files.Finished(file);
        }
        return Reporting.Standing(file, part, at ?? Now);
    }

    private void NotPlaced(StreamDataRow message, OrderRow row)
    {
        if (_commandsUnderWay > 0 && _stash.Count < MostStashed) _stash.Add(message);
        else if (files.EntryWithoutLegs(row) is { } entry) inquire(entry.Id);
        else foreign($"an order for {row.Symbol ?? "something"} that is not Perun's: {message.Event}");
    }
}
