using Perun.Core.Orders;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Accounts;

/// Sets up and takes down what the exchange works for orders.
internal sealed class StageHand(KrakenAccount account, IFloorMember member)
{
    private long _touches;

    /// Whose stage is taken down at the moment: the exchange's report of that is no news.
    public KrakenOrder? Asking { get; private set; }

    /// False where the exchange refuses; the order then says why.
    public bool Stage(KrakenOrder order, DateTime now)
    {
        var isScheduled = order.Draft.Start > now;
        order.Status = isScheduled ? OrderStatus.Pending : OrderStatus.Open;
        order.IsWaiting = isScheduled || (Staging.NeedsWatching(order.Draft.Kind) && !order.IsTriggered);
        var stage = account.NextStage(order);
        var volume = order.WithheldUntil is null ? order.Remaining : order.Pair.Instrument.RoundQuantityDown(order.Remaining / 2);
        return Submit(order, order.IsWaiting ? Staging.Waiting(stage, order.Terms, volume, account.Exchange.LastPrice(order.Pair.Id)) : Staging.Working(stage, order.Terms, volume), now);
    }

    public bool Submit(KrakenOrder order, in OrderRequest request, DateTime now)
    {
        order.Refusal = null;
        order.IsWaiting &= request.Type == OrderType.StopLimit;
        account.Exchange.Submit(request, now);
        Report(now);
        return order.Refusal is null;
    }

    public void Unstage(KrakenOrder order, DateTime now)
    {
        Asking = order;
        account.Exchange.Cancel(order.Stage, order.Pair.Id, now);
        Report(now);
        Asking = null;
    }

    /// <exception cref="RefusedException">The exchange refuses; the order goes on as it was.</exception>
    public void Change(KrakenOrder order, OrderTerms terms, DateTime now)
    {
        order.Refusal = null;
        account.Exchange.Change(new OrderChange
        {
            Order = order.Stage,
            Instrument = order.Pair.Id,
            // The stage may have begun after some had filled.
            Quantity = account.Exchange.Find(order.Stage)!.Terms.Quantity + (terms.Volume - order.Terms.Volume),
            LimitPrice = terms.Limit,
            StopPrice = order.IsTriggered || Staging.NeedsWatching(order.Draft.Kind) ? 0 : terms.Trigger,
        }, now);
        Report(now);
        if (order.Refusal is { } refusal) throw new RefusedException(refusal);
    }

    /// <exception cref="RefusedException">The exchange refuses; the order goes on as it was.</exception>
    public void Restage(KrakenOrder order, OrderTerms terms, DateTime now)
    {
        var before = order.Terms;
        Unstage(order, now);
        order.Terms = terms;
        if (Stage(order, now)) return;
        var refusal = order.Refusal!;
        order.Terms = before;
        Stage(order, now);
        throw new RefusedException(refusal);
    }

    /// The half that was withheld works, too.
    public void Release(KrakenOrder order, DateTime now)
    {
        order.WithheldUntil = null;
        if (account.Exchange.Find(order.Stage) is { IsOpen: true }) Unstage(order, now);
        Stage(order, now);
    }

    /// The price comes to where the order waits, and goes back: enough trades there to fill it.
    public void Touch(KrakenOrder order, DateTime now)
    {
        if (order.IsWaiting || order.Draft.Kind == OrderKind.Market) return;
        var back = account.Exchange.LastPrice(order.Pair.Id);
        var stop = order.Draft.Kind.IsTrailing() ? account.Exchange.Find(order.Stage)!.Level : order.Terms.Trigger;
        var volume = 5 * (double)order.Remaining + 5;
        foreach (var level in (ReadOnlySpan<decimal>)[stop > 0 ? stop : order.Terms.Limit, order.Terms.Limit > 0 ? order.Terms.Limit : stop, back])
        {
            // Each touch is a moment of its own, or the order would have seen it.
            var moment = now.AddTicks(++_touches);
            account.Exchange.Match(order.Pair.Id, Stretch.Point((double)level, volume, moment).Path, moment);
        }
        Report(now);
    }

    private void Report(DateTime now)
    {
        while (account.Exchange.TryTakeReport(out var report)) member.OnReport(report, now);
    }
}
