using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// Commands as Kraken takes them. Each is sent once, and paid from the counter of its pair.
internal sealed class KrakenDesk(KrakenRest rest)
{
    public const int MostInBatch = 15;

    /// As long as an answer is waited for: an order that has not arrived by then will not arrive.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <param name="isTrial">Only looked at by Kraken, and not placed.</param>
    /// <returns>Kraken's id of the order; empty for a trial.</returns>
    public async Task<Answer<string>> AddAsync(OrderRequest order, KrakenPair pair, string clientId, bool isTrial, CancellationToken cancel)
    {
        var form = OrderForm.Of(order, pair, clientId, rest.KrakenNow, rest.KrakenNow + Deadline).Add("validate", isTrial ? "true" : null);
        var call = Command("AddOrder", form, pair, KrakenBudgets.AddCost, LaneOf(order)) with { MaySignAgain = isTrial };
        if (!(await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerAddedRow, cancel)).TryGet(out var added, out var failure)) return failure;
        if (isTrial) return "";
        return added.Txid is [{ Length: > 0 } id, ..] ? id : new Outcome.Unknown("Kraken took the order and did not say its id");
    }

    /// Up to fifteen orders of one pair at once. Each row has its own outcome: those beside a refused one may live.
    public async Task<IReadOnlyList<Outcome>> AddBatchAsync(IReadOnlyList<(OrderRequest Order, string ClientId)> rows, KrakenPair pair, Action<OrderId, string> placed, CancellationToken cancel)
    {
        if (rows.Count is < 2 or > MostInBatch) throw new ArgumentOutOfRangeException(nameof(rows), $"a batch is of 2 to {MostInBatch} orders, not of {rows.Count}");
        var now = rest.KrakenNow;
        var forms = rows.Select(row => OrderForm.Row(row.Order, row.ClientId, now).Fields.ToDictionary(static field => field.Name, static field => field.Value, StringComparer.Ordinal)).ToArray();
        var lane = rows.All(static row => row.Order.ReduceOnly) ? RequestLane.Urgent : RequestLane.Ordinary;
        var call = Command("AddOrderBatch", new KrakenForm(), pair, rows.Count * KrakenBudgets.AddCost, lane) with
        {
            MaySignAgain = false,
            Json = nonce => JsonSerializer.SerializeToUtf8Bytes(new BatchQuestion(Nonce(nonce), pair.Altname, forms, OrderForm.DeadlineOf(now + Deadline), null), KrakenWire.Default.BatchQuestion),
        };
        if (!(await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerAddedBatchRow, cancel)).TryGet(out var added, out var failure)) return [.. rows.Select(_ => failure)];
        var outcomes = new Outcome[rows.Count];
        for (var place = 0; place < outcomes.Length; place++)
        {
            var row = added.Orders is { } told && place < told.Count ? told[place] : null;
            outcomes[place] = row switch
            {
                { Txid: { Length: > 0 } id } => Placed(rows[place].Order.Id, id, placed),
                { Error: { Length: > 0 } error } => KrakenError.Of(error).ToOutcome(isCommand: true, rest.Now, rest.Now),
                _ => new Outcome.Unknown("Kraken took the batch and did not say what became of this row"),
            };
        }
        return outcomes;
    }

    /// New terms in place: the order keeps its ids and, as far as it may, its turn.
    public async Task<Outcome> AmendAsync(OrderChange change, TrackedOrder order, KrakenPair pair, CancellationToken cancel)
    {
        var form = Named(order, "txid").Add("order_qty", change.Quantity).Add("limit_price", change.LimitPrice).Add("trigger_price", change.StopPrice)
            .Add("deadline", OrderForm.DeadlineOf(rest.KrakenNow + Deadline));
        var call = Command("AmendOrder", form, pair, KrakenBudgets.AmendCost(Age(order)), order.IsProtective ? RequestLane.Urgent : RequestLane.Ordinary);
        return (await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerAmendedRow, cancel)).TryGet(out _, out var failure) ? Outcome.Accepted.WithoutWords : failure;
    }

    /// Accepted says that Kraken will cancel it; that it did is told by the stream.
    public async Task<Outcome> CancelAsync(TrackedOrder order, KrakenPair pair, CancellationToken cancel)
    {
        var call = Command("CancelOrder", Named(order, "txid"), pair, KrakenBudgets.CancelCost(Age(order)), RequestLane.Urgent);
        if (!(await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerCancelledRow, cancel)).TryGet(out var cancelled, out var failure)) return failure;
        return cancelled.Count > 0 ? Outcome.Accepted.WithoutWords : new Outcome.Refused("Kraken cancelled nothing");
    }

    /// Everything that the account has at Kraken, whoever placed it.
    public async Task<Answer<CancelledAll>> CancelAllAsync(CancellationToken cancel)
    {
        var call = new KrakenCall("CancelAll", new KrakenForm()) { IsCommand = true, Lane = RequestLane.Urgent };
        return (await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerCancelledRow, cancel)).TryGet(out var cancelled, out var failure) ? new CancelledAll((int)(cancelled.Count ?? 0)) : failure;
    }

    /// Kraken is to cancel everything unless it hears from us again within this time; zero takes that back.
    public async Task<Outcome> CancelAllAfterAsync(TimeSpan time, CancellationToken cancel)
    {
        var call = new KrakenCall("CancelAllOrdersAfter", new KrakenForm().Add("timeout", (long)time.TotalSeconds)) { IsCommand = true, Lane = RequestLane.Urgent };
        return (await rest.PrivateAsync(call, KrakenWire.Default.KrakenAnswerDeadlineRow, cancel)).TryGet(out _, out var failure) ? Outcome.Accepted.WithoutWords : failure;
    }

    private static Outcome.Accepted Placed(OrderId order, string venueId, Action<OrderId, string> placed)
    {
        placed(order, venueId);
        return Outcome.Accepted.WithoutWords;
    }

    private KrakenCall Command(string method, KrakenForm form, KrakenPair pair, double cost, RequestLane lane) =>
        new(method, form) { IsCommand = true, Lane = lane, Budget = rest.Budgets.Commands(pair.Symbol), Cost = cost };

    private TimeSpan Age(TrackedOrder order) => rest.Now - (order.LastCommand > order.Since ? order.LastCommand : order.Since);

    private static KrakenForm Named(TrackedOrder order, string field) =>
        order.VenueOrderId is { } venueId ? new KrakenForm().Add(field, venueId) : new KrakenForm().Add("cl_ord_id", order.ClientId);

    /// What makes positions smaller goes before what makes them larger.
    private static RequestLane LaneOf(in OrderRequest order) => order.ReduceOnly ? RequestLane.Urgent : RequestLane.Ordinary;

    private static string Nonce(long nonce) => nonce.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
