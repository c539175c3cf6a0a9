using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Limits;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Accounts;

/// Carries out what an account's owner asks for, and follows its orders through the market.
internal sealed class OrderDesk(KrakenAccount account, VenueFloor floor) : IFloorMember
{
    public const string UserRequested = "User requested";

    private readonly TriggerWatch _watch = new(account);
    private StageHand? _hands;
    private DateTime? _cancelAllAt;

    private StageHand Hands => _hands ??= new StageHand(account, this);

    /// When the dead man's switch cancels everything; null where it is off.
    public DateTime? CancelAllAt => _cancelAllAt;

    public bool HasLimits { get; set; } = true;

    /// <exception cref="RefusedException">In Kraken's words.</exception>
    public KrakenOrder Place(OrderTerms terms)
    {
        var now = floor.Now;
        var draft = terms.Draft;
        if (draft.ClientId is { } clientId && account.Open.Any(open => open.Draft.ClientId == clientId)) throw new RefusedException(Errors.Invalid("cl_ord_id"));
        if (account.Open.Count(open => open.Pair == draft.Pair) >= account.Limits.OpenOrdersPerPair) throw new RefusedException(Errors.OrdersLimit);
        if (HasLimits && !account.CounterOf(draft.Pair).TryAdd(TradingCost.Add, now)) throw new RefusedException(Errors.PairRateLimit);
        if (Struck(OrderFaults.Refuse, draft) is not null) throw new RefusedException(Errors.InsufficientFunds);
        var order = new KrakenOrder(account.Names.Order(), terms, now);
        if (Struck(OrderFaults.Unlisted, draft) is { } unlisted) order.HiddenUntil = now + unlisted.For;
        if (Struck(OrderFaults.Partial, draft) is { } partial) order.WithheldUntil = now + partial.For;
        account.Add(order);
        if (!Hands.Stage(order, now))
        {
            account.Forget(order);
            throw new RefusedException(order.Refusal!);
        }
        if (Struck(OrderFaults.LateReject, draft) is not null) End(order, OrderStatus.Canceled, now, Refusals.LateReject);
        Settle(order);
        return order;
    }

    public void Cancel(KrakenOrder order, string reason = UserRequested)
    {
        if (!order.IsOpen) throw new RefusedException(Errors.UnknownOrder);
        if (HasLimits) account.CounterOf(order.Pair).Add(TradingCost.Cancel(floor.Now - order.Changed), floor.Now);
        if (Struck(OrderFaults.CancelRace, order.Draft) is not null) FillFirst(order);
        if (order.StuckUntil is not null) return;
        if (Struck(OrderFaults.CancelStuck, order.Draft) is { } stuck)
        {
            order.StuckUntil = floor.Now + stuck.For;
            return;
        }
        End(order, OrderStatus.Canceled, floor.Now, reason);
        account.Listener?.OnSettled(account);
    }

    public int CancelAll(string reason = UserRequested)
    {
        var open = account.Open.ToList();
        foreach (var order in open) End(order, OrderStatus.Canceled, floor.Now, reason);
        account.Listener?.OnSettled(account);
        return open.Count;
    }

    /// Cancels everything then, unless asked again before; none turns it off.
    public void CancelAllAfter(TimeSpan? delay) => _cancelAllAt = delay is { } time ? floor.Now + time : null;

    /// New terms for the same order, which keeps its id and its place.
    public void Amend(KrakenOrder order, OrderTerms terms)
    {
        var now = floor.Now;
        if (!order.IsOpen) throw new RefusedException(Errors.UnknownOrder);
        if (HasLimits && !account.CounterOf(order.Pair).TryAdd(TradingCost.Amend(now - order.Changed), now)) throw new RefusedException(Errors.PairRateLimit);
        if (Struck(OrderFaults.AmendRace, order.Draft) is not null) FillFirst(order);
        if (terms.Volume <= order.Filled) throw new RefusedException(Errors.Invalid("order_qty"));
        if (order.IsWaiting || account.Exchange.Find(order.Stage) is not { IsOpen: true }) Hands.Restage(order, terms, now);
        else Hands.Change(order, terms, now);
        (order.Terms, order.Changed) = (terms, now);
        account.Tell(order, OrderEvent.Amended, now);
        Settle(order);
    }

    /// A new order in place of one that is cancelled; where the new one is refused, the old one goes on.
    public KrakenOrder Edit(KrakenOrder order, OrderTerms terms)
    {
        var now = floor.Now;
        if (!order.IsOpen) throw new RefusedException(Errors.UnknownOrder);
        if (HasLimits && !account.CounterOf(order.Pair).TryAdd(TradingCost.Edit(now - order.Changed), now)) throw new RefusedException(Errors.PairRateLimit);
        var edited = new KrakenOrder(account.Names.Order(), terms, now);
        Hands.Unstage(order, now);
        account.Add(edited);
        if (!Hands.Stage(edited, now))
        {
            account.Forget(edited);
            Hands.Stage(order, now);
            Settle(order);
            throw new RefusedException(edited.Refusal!);
        }
        account.End(order, OrderStatus.Canceled, now, "Order replaced");
        account.Tell(order, OrderEvent.Canceled, now);
        Settle(edited);
        return edited;
    }

    public void OnReport(in OrderReport report, DateTime now)
    {
        foreach (var trade in account.BookNew()) Told(trade, now);
        if (!account.TryFind(report.Order, out var order) || order.Stage != report.Order) return;
        if (report.Kind == ReportKind.Accepted && !order.IsAnnounced) Announce(order, now);
        if (report.Kind is ReportKind.Rejected or ReportKind.ReplaceRejected) order.Refusal = Refusals.Of(report.Reason);
        if (report.Kind is not (ReportKind.Cancelled or ReportKind.Expired) || order == Hands.Asking || !order.IsOpen) return;
        account.End(order, OrderStatus.Canceled, now, Refusals.ReasonOf(report.Reason));
        account.Tell(order, OrderEvent.Canceled, now);
    }

    public void OnOpening(DateTime now)
    {
    }

    public void OnClosing(DateTime now)
    {
    }

    public void OnTraded(InstrumentId instrument, in Stretch stretch)
    {
        OnClock(stretch.End);
        foreach (var order in account.Open.Where(open => open.Pair.Id == instrument && open.Draft.Kind.HasTrigger()).ToList())
        {
            if (!order.IsOpen || order.IsTriggered || order.Status == OrderStatus.Pending || !_watch.IsReached(order, stretch)) continue;
            order.IsTriggered = true;
            account.Tell(order, OrderEvent.Status, stretch.End);
            if (!order.IsWaiting) continue;
            Hands.Unstage(order, stretch.End);
            var limit = TriggerWatch.LimitOf(order);
            if (!Hands.Submit(order, Staging.Triggered(account.NextStage(order), order.Terms, order.Remaining, limit), stretch.End)) End(order, OrderStatus.Canceled, stretch.End, order.Refusal!);
        }
        account.Listener?.OnSettled(account);
    }

    public void OnTime(DateTime now)
    {
        OnClock(now);
        account.Listener?.OnSettled(account);
    }

    private void OnClock(DateTime now)
    {
        if (_cancelAllAt <= now)
        {
            _cancelAllAt = null;
            foreach (var order in account.Open.ToList()) End(order, OrderStatus.Canceled, now, "Cancel all orders after timeout");
        }
        for (var place = account.Open.Count - 1; place >= 0; place--)
        {
            if (place >= account.Open.Count) continue; // the one before it ended more than itself
            var order = account.Open[place];
            if (order.StuckUntil <= now)
            {
                order.StuckUntil = null;
                Hands.Touch(order, now);
            }
            if (order.WithheldUntil <= now) Hands.Release(order, now);
            if (!order.IsOpen) continue;
            if (order.Draft.Expire <= now) End(order, OrderStatus.Expired, now, "Order expired");
            else if (order.Status == OrderStatus.Pending && order.Draft.Start <= now) Begin(order, now);
        }
    }

    private void Announce(KrakenOrder order, DateTime now)
    {
        order.IsAnnounced = true;
        account.Tell(order, OrderEvent.PendingNew, now);
        if (order.Status == OrderStatus.Open) account.Tell(order, OrderEvent.New, now);
    }

    /// A scheduled order's time has come.
    private void Begin(KrakenOrder order, DateTime now)
    {
        Hands.Unstage(order, now);
        order.Status = OrderStatus.Open;
        if (!Hands.Stage(order, now))
        {
            End(order, OrderStatus.Canceled, now, order.Refusal!);
            return;
        }
        account.Tell(order, OrderEvent.New, now);
    }

    private void Told(KrakenTrade trade, DateTime now)
    {
        var order = trade.Order;
        if (order.Draft.Kind.HasTrigger() && !order.IsTriggered)
        {
            order.IsTriggered = true;
            account.Tell(order, OrderEvent.Status, trade.Time);
        }
        account.Tell(order, OrderEvent.Trade, trade.Time, trade);
        if (order.Remaining == 0)
        {
            account.End(order, OrderStatus.Closed, trade.Time, null);
            account.Tell(order, OrderEvent.Filled, trade.Time);
        }
        if (order.Draft.Close is { } close) Close(order, close, trade, now);
    }

    /// What has just filled is given an order that closes it. It stands on its own from now on.
    private void Close(KrakenOrder order, CloseDraft close, KrakenTrade trade, DateTime now)
    {
        var draft = new OrderDraft
        {
            Pair = order.Pair,
            Side = order.Draft.Side.Opposite(),
            Kind = close.Kind,
            Volume = trade.Volume,
            Price = close.Price,
            Price2 = close.Price2,
            UserRef = order.Draft.UserRef,
            RefId = order.Id,
        };
        try
        {
            var last = account.Exchange.LastPrice(order.Pair.Id);
            var terms = OrderCheck.Check(draft, PairMode.Online, floor.QuoteAround(order.Pair.Id, (double)last, now), last, now);
            var closing = new KrakenOrder(account.Names.Order(), terms, now);
            account.Add(closing);
            if (!Hands.Stage(closing, now)) account.Forget(closing);
        }
        catch (RefusedException)
        {
            // Kraken lets the closing order of a fill that is too small fall away, too.
        }
    }

    private void End(KrakenOrder order, OrderStatus status, DateTime now, string reason)
    {
        if (!order.IsOpen) return;
        Hands.Unstage(order, now);
        account.End(order, status, now, reason);
        account.Tell(order, status == OrderStatus.Expired ? OrderEvent.Expired : OrderEvent.Canceled, now);
    }

    /// The market was faster than its owner.
    private void FillFirst(KrakenOrder order)
    {
        Hands.Touch(order, floor.Now);
        account.Listener?.OnSettled(account);
        if (!order.IsOpen) throw new RefusedException(Errors.UnknownOrder);
    }

    private FaultRule? Struck(FaultWord word, OrderDraft draft) => account.Struck(word, draft.Subject);

    private void Settle(KrakenOrder order)
    {
        floor.MeetNow(order.Pair.Id, account.Exchange, this);
        account.Listener?.OnSettled(account);
    }
}
