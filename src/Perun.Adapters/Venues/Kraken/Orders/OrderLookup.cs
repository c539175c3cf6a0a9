using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Looks for orders wherever Kraken may keep them: among the open ones, by Kraken's id, among the closed ones by ours, then by their
/// trades. Only where all of these answered is an order not there.
internal sealed class OrderLookup(KrakenRest rest, KnownOrders orders, OpenOrderList open)
{
    private const int MostQueried = 50;
    private const int MostPages = 20;

    /// Orders and trades of ours are looked for from somewhat before we sent them.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    public async Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(TrackedOrder order, CancellationToken cancel)
    {
        if (!(await open.RecentAsync(cancel)).TryGet(out var list, out var failure)) return failure;
        if (Find(list.Rows, order) is { } found) return One(OrderRecords.Take(orders, order, found.Id, found.Row, list.AskedAt));
        if (order.VenueOrderId is { } venueId)
        {
            if (!(await QueryAsync([venueId], cancel)).TryGet(out var queried, out failure)) return failure;
            if (Find(queried.Rows, order) is { } told) return One(OrderRecords.Take(orders, order, told.Id, told.Row, queried.AskedAt));
        }
        if (!(await ClosedAsync(order, cancel)).TryGet(out var closed, out failure)) return failure;
        if (Find(closed.Rows, order) is { } ended) return One(OrderRecords.Take(orders, order, ended.Id, ended.Row, closed.AskedAt));
        if (order.VenueOrderId is { } name)
        {
            if (!(await TradesAsync(name, order.Since - Slack, cancel)).TryGet(out var trades, out failure)) return failure;
            if (trades.Count > 0) return One(OfTrades(order, trades));
        }
        return One(order.Report(ReportKind.NotFound, rest.Now));
    }

    /// The records of orders that Kraken named. It answers with an error where none of them is there.
    public async Task<Answer<OpenOrders>> QueryAsync(IReadOnlyList<string> venueIds, CancellationToken cancel)
    {
        var askedAt = rest.Now;
        var rows = new Dictionary<string, OrderRow?>(StringComparer.Ordinal);
        foreach (var some in venueIds.Chunk(MostQueried))
        {
            var call = new KrakenCall("QueryOrders", new KrakenForm().Add("txid", string.Join(',', some)).Add("trades", "true"));
            if ((await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerDictionaryStringOrderRow, cancel)).TryGet(out var answer, out var failure))
            {
                foreach (var (id, row) in answer) rows[id] = row;
            }
            else if (failure is not Outcome.Refused { Reason: var reason } || KrakenError.Of(reason).Trouble != KrakenTrouble.Gone) return failure;
        }
        return new OpenOrders(rows, askedAt);
    }

    /// The orders that ended since a moment, page after page.
    public async Task<Answer<OpenOrders>> ClosedSinceAsync(DateTime since, CancellationToken cancel)
    {
        var askedAt = rest.Now;
        var rows = new Dictionary<string, OrderRow?>(StringComparer.Ordinal);
        for (var page = 0; page < MostPages; page++)
        {
            var form = new KrakenForm().Add("trades", "true").Add("start", KrakenTime.WholeSecondsOf(since)).Add("ofs", rows.Count);
            if (!(await rest.PrivateAsync(new KrakenCall("ClosedOrders", form) { Cost = KrakenBudgets.ListCost }, KrakenWire.Default.KrakenAnswerClosedOrdersRow, cancel)).TryGet(out var answer, out var failure)) return failure;
            var before = rows.Count;
            foreach (var (id, row) in answer.Closed ?? new Dictionary<string, OrderRow?>()) rows[id] = row;
            // A page that brings nothing new is the last, whatever the count says.
            if (rows.Count == before || rows.Count >= answer.Count) return new OpenOrders(rows, askedAt);
        }
        return new Outcome.Down($"Kraken has more than {rows.Count} orders that ended since {since:HH:mm}, too many to look through");
    }

    private async Task<Answer<OpenOrders>> ClosedAsync(TrackedOrder order, CancellationToken cancel)
    {
        var askedAt = rest.Now;
        var call = new KrakenCall("ClosedOrders", new KrakenForm().Add("trades", "true").Add("cl_ord_id", order.ClientId)) { Cost = KrakenBudgets.ListCost };
        if (!(await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerClosedOrdersRow, cancel)).TryGet(out var answer, out var failure)) return failure;
        return new OpenOrders(answer.Closed ?? new Dictionary<string, OrderRow?>(), askedAt);
    }

    private async Task<Answer<Dictionary<string, TradeRow>>> TradesAsync(string venueId, DateTime since, CancellationToken cancel)
    {
        var (seen, ours) = (new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, TradeRow>(StringComparer.Ordinal));
        for (var page = 0; page < MostPages; page++)
        {
            var form = new KrakenForm().Add("start", KrakenTime.WholeSecondsOf(since)).Add("ofs", seen.Count);
            if (!(await rest.PrivateAsync(new KrakenCall("TradesHistory", form) { Cost = KrakenBudgets.ListCost }, KrakenWire.Default.KrakenAnswerTradesRow, cancel)).TryGet(out var answer, out var failure)) return failure;
            var before = seen.Count;
            foreach (var (id, row) in answer.Trades ?? new Dictionary<string, TradeRow?>())
                if (seen.Add(id) && row?.Ordertxid == venueId) ours[id] = row;
            if (seen.Count == before || seen.Count >= answer.Count) return ours;
        }
        return new Outcome.Down($"Kraken has more than {seen.Count} trades since {since:u}, too many to look through");
    }

    /// Kraken knows its trades and no longer the order: it is over.
    private OrderReport OfTrades(TrackedOrder order, Dictionary<string, TradeRow> trades)
    {
        lock (orders.Gate)
        {
            order.TakeSums(trades.Values.Sum(static trade => trade.Vol ?? 0), trades.Values.Sum(static trade => trade.Cost ?? 0), trades.Values.Sum(static trade => trade.Fee ?? 0));
            order.Remember(trades.Keys);
            orders.End(order);
            var isWhole = order.Quantity > 0 && order.Filled >= order.Quantity;
            return order.Report(isWhole ? ReportKind.Filled : ReportKind.Cancelled, trades.Values.Max(static trade => KrakenTime.Of(trade.Time ?? 0)), isWhole ? null : "Kraken has its trades and no longer the order");
        }
    }

    /// The one that was opened last, where there are several of the name.
    private static (string Id, OrderRow Row)? Find(IReadOnlyDictionary<string, OrderRow?> rows, TrackedOrder order)
    {
        if (order.VenueOrderId is { } venueId && rows.GetValueOrDefault(venueId) is { } named) return (venueId, named);
        (string Id, OrderRow Row)? found = null;
        foreach (var (id, row) in rows)
            if (row is not null && row.ClOrdId == order.ClientId && (found is null || row.Opentm > found.Value.Row.Opentm)) found = (id, row);
        return found;
    }

    private static Answer<IReadOnlyList<OrderReport>> One(OrderReport report) => Answer.Of<IReadOnlyList<OrderReport>>([report]);
}
