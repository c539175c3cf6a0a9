using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// Sends orders, cancels and changes them, and says of each what is certain. Nothing is sent a second time.
internal sealed class OrderRoom(AlpacaDesk desk, OrderFiles files, OrderNews news, Inquiry inquiry, ClientIds ids, TimeProvider clock, VenueLog log)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel)
    {
        FollowedInstrument instrument;
        lock (files.Gate)
        {
            if (!files.TryFind(order.Instrument, out instrument)) return new Outcome.Refused("its instrument is not followed at Alpaca");
        }
        if (OrderCheck.WhyNot(order, instrument.Instrument, Now) is { } why) return new Outcome.Refused(why);
        lock (files.Gate) files.Expect(order, instrument);
        var body = OrderForm.Submit(order, instrument.Instrument, ids.Of(order.Id));
        news.CommandLeaves();
        try
        {
            var answer = await desk.SendAsync(HttpMethod.Post, "/v2/orders", "", body, order.ReduceOnly ? RequestLane.Urgent : RequestLane.Ordinary, cancel);
            if (!answer.TryGet(out var reply, out var failure)) return failure;
            if (!reply.IsSuccess) return await RefusedAsync(order, instrument.Instrument, reply, cancel);
            return desk.Read(reply, AlpacaJson.Default.OrderRow).TryGet(out var row, out var unreadable) ? new Outcome.Accepted(news.Take(row)) : unreadable;
        }
        finally
        {
            news.CommandSettled();
        }
    }

    public async Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel)
    {
        var (venueId, missing) = await VenueIdAsync(order, instrument, cancel);
        if (venueId is null) return missing!;
        for (var isFirst = true; ; isFirst = false)
        {
            var answer = await desk.SendAsync(HttpMethod.Delete, $"/v2/orders/{venueId}", "", null, RequestLane.Urgent, cancel);
            if (!answer.TryGet(out var reply, out var failure)) return failure;
            if (reply.IsSuccess) return Outcome.Accepted.WithoutWords;
            var complaint = desk.Complaint(reply).Text;
            if (AlpacaDesk.IsKeyRefused(reply)) return new Outcome.Refused(complaint);
            // It may have filled, ended, or given way to another in this moment: what it is now decides.
            var now = await inquiry.AskAsync(order, instrument, cancel);
            if (!now.TryGet(out var reports, out _)) return new Outcome.Refused(complaint);
            string? next;
            lock (files.Gate) next = files.Find(order)?.Current?.VenueId;
            if (isFirst && next is not null && next != venueId)
            {
                venueId = next;
                continue;
            }
            return reports.Any(report => report.Order == order && IsEnd(report)) ? new Outcome.Accepted(reports) : new Outcome.Refused(complaint);
        }
    }

    /// Alpaca says of each order what came of its cancel.
    public async Task<Answer<CancelledAll>> CancelAllAsync(CancellationToken cancel)
    {
        var answer = await desk.SendAsync(HttpMethod.Delete, "/v2/orders", "", null, RequestLane.Urgent, cancel);
        if (!answer.TryGet(out var reply, out var failure)) return failure;
        if (!reply.IsSuccess) return new Outcome.Refused(desk.Complaint(reply).Text);
        if (!desk.Read(reply, AlpacaJson.Default.CancelRowArray).TryGet(out var rows, out var unreadable)) return unreadable;
        var left = rows.Count(static row => row.Status is < 200 or >= 300);
        return new CancelledAll(rows.Length - left, left);
    }

    public async Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel)
    {
        var (venueId, missing) = await VenueIdAsync(change.Order, change.Instrument, cancel);
        if (venueId is null) return missing!;
        OrderFile file;
        byte[] body;
        lock (files.Gate)
        {
            file = files.Find(change.Order)!;
            if (file.Current?.Row is not { } row) return new Outcome.Refused("what Alpaca has of the order is not known yet");
            if (change.Quantity > 0 && (decimal.Truncate(change.Quantity) != change.Quantity || row.Qty is { } whole && decimal.Truncate(whole) != whole) && file.Particulars.AssetClass == AssetClass.Equity)
                return new Outcome.Refused("Alpaca does not change the quantity of orders for parts of shares");
            if (change.Quantity > 0 && change.Quantity <= file.Filled) return new Outcome.Refused($"{file.Filled} of it is filled already, so it can't be changed to {change.Quantity}");
            body = OrderForm.Change(Rest(change, file), OrderWords.TypeOf(row.Type), row.LimitPrice ?? 0, row.StopPrice ?? 0, file.Particulars);
        }
        news.CommandLeaves();
        try
        {
            var answer = await desk.SendAsync(HttpMethod.Patch, $"/v2/orders/{venueId}", "", body, RequestLane.Urgent, cancel);
            if (!answer.TryGet(out var reply, out var failure)) return failure;
            if (!reply.IsSuccess) return new Outcome.Refused(desk.Complaint(reply).Text);
            if (!desk.Read(reply, AlpacaJson.Default.OrderRow).TryGet(out var row, out var unreadable)) return unreadable;
            // A promise: where the order fills before it is kept, there is nothing to change.
            news.Promise(file, row);
            return Outcome.Accepted.WithoutWords;
        }
        finally
        {
            news.CommandSettled();
        }
    }

    /// A coin's protective stop is a stop-limit order whose limit follows its stop. And Alpaca counts what is asked for over the
    /// order that is to give way: what filled of those before it is not in its count.
    private static OrderChange Rest(in OrderChange change, OrderFile file)
    {
        var isCoin = file.Particulars.AssetClass == AssetClass.Crypto;
        var limit = isCoin && change is { StopPrice: > 0, LimitPrice: 0 } ? file.Particulars.StopLimitOf(change.StopPrice, file.Side == Side.Sell) : change.LimitPrice;
        return change with { LimitPrice = limit, Quantity = change.Quantity > 0 ? change.Quantity - file.FilledBefore(file.Current!) : 0 };
    }

    /// A refusal is believed only after the order was looked for: an answer that says no may be wrong, and "not unique" says that it
    /// is there already.
    private async Task<Outcome> RefusedAsync(OrderRequest order, Instrument instrument, WireReply reply, CancellationToken cancel)
    {
        var complaint = desk.Complaint(reply).Text;
        if (AlpacaDesk.IsKeyRefused(reply)) return new Outcome.Refused(complaint);
        var found = await inquiry.FindByNameAsync(ids.Of(order.Id), RequestLane.Urgent, cancel);
        if (!found.TryGet(out var look, out var failure)) return new Outcome.Unknown($"refused ({complaint}), and whether it is there could not be asked: {failure.Words}");
        if (look.Row is not { } row) return new Outcome.Refused(complaint);
        if (!IsSame(order, instrument, row))
        {
            log.Warn($"Alpaca has another order under the name of {order.Id}: {row.Side} {row.Qty} {row.Symbol}, where {OrderWords.Of(order.Side)} {order.Quantity} {instrument} was meant; check whether two Peruns share a journal");
            return new Outcome.Refused("Alpaca has another order under its name: check whether two Peruns share a journal");
        }
        log.Note($"order {order.Id} was refused ({complaint}), and Alpaca has it: adopted");
        return new Outcome.Accepted(news.Take(row));
    }

    private static bool IsSame(in OrderRequest order, Instrument instrument, OrderRow row) =>
        row.IsBuy == (order.Side == Side.Buy) && row.Qty == order.Quantity && row.Symbol?.Replace("/", "", StringComparison.Ordinal) == instrument.Symbol.Replace("/", "", StringComparison.Ordinal);

    private async Task<(string? VenueId, Outcome? Missing)> VenueIdAsync(OrderId order, InstrumentId instrument, CancellationToken cancel)
    {
        string? Known()
        {
            lock (files.Gate) return files.Find(order)?.Current is { Row: not null } part ? part.VenueId : null;
        }
        if (Known() is { } known) return (known, null);
        var asked = await inquiry.AskAsync(order, instrument, cancel);
        if (!asked.TryGet(out _, out var failure)) return (null, failure is Outcome.Unknown ? new Outcome.Down(failure.Words) : failure);
        return Known() is { } found ? (found, null) : (null, new Outcome.Refused("Alpaca does not find the order"));
    }

    private static bool IsEnd(in OrderReport report) => report.Kind is ReportKind.Cancelled or ReportKind.Expired or ReportKind.Rejected || (report.Kind == ReportKind.Filled && report.Quantity > 0 && report.CumulativeQuantity >= report.Quantity);
}
