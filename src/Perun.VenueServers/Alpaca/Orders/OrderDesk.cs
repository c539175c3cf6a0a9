using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Orders;

/// Takes orders, cancels and changes, and leads each order through its life.
internal sealed class OrderDesk
{
    private readonly TradingAccount _account;
    private readonly VenueFloor _floor;
    private readonly FaultPlan _faults;
    private readonly OrderRouter _router;
    private readonly OrderEvents _events;
    private readonly LinkedOrders _links;
    private readonly Fills _fills;
    private readonly Replacements _replacements;
    private readonly AccountRules _rules;
    private AlpacaOrder? _submitting;
    private string? _refusal;

    public OrderDesk(TradingAccount account, VenueFloor floor, FaultPlan faults)
    {
        (_account, _floor, _faults) = (account, floor, faults);
        _router = new OrderRouter(account, floor);
        _events = new OrderEvents(account);
        _links = new LinkedOrders(account);
        _fills = new Fills(account, _events);
        _rules = new AccountRules(account);
        _replacements = new Replacements(account, _router, _events, this);
    }

    public OrderEvents Events => _events;

    public OrderRouter Router => _router;

    internal bool Strikes(FaultWord word, AlpacaOrder order, out FaultRule rule) => (rule = Struck(word, order.Terms)!) is not null;

    /// Null where the order was taken; it is told as it was at that moment.
    public AlpacaError? Submit(OrderAsk ask, Action<AlpacaOrder> taken)
    {
        var now = _floor.Now;
        var price = PriceOf(ask);
        if (price == 0) return AlpacaError.Invalid($"no price is known for {ask.Asset.Symbol} yet");
        if ((TermRules.Check(ask) ?? TermRules.Legs(ask, price) ?? SessionRules.WhyNotNow(ask, now, _floor.IsOpen(ask.Asset.Instrument)) ?? _rules.Check(ask, price)) is { } wrong) return wrong;
        if (Struck(OrderFaults.Refuse, ask) is not null) return AlpacaError.Invalid("order rejected by the execution venue");
        var id = _account.Identities.Next();
        var order = new AlpacaOrder(id, ask.ClientOrderId ?? _account.Identities.Next().ToString(), ask, now);
        _events.IntentOf(order);
        if (Opens(order) && (ask.Notional ?? ask.Quantity!.Value * price) > _account.BuyingPower()) return TooExpensive(order, price);
        if ((ask.Asset.IsCrypto || order.Quantity is > 1) && order.Quantity is { } whole && Struck(OrderFaults.Partial, ask) is { } partial) (order.Withheld, order.WithheldUntil) = (ask.Asset.IsCrypto ? ask.Asset.Particulars.RoundQuantityDown(whole / 2) : Math.Floor(whole / 2), now + partial.For);
        if (Struck(OrderFaults.Unlisted, ask) is { } unlisted) order.HiddenUntil = now + unlisted.For;
        order.Status = _floor.IsOpen(ask.Asset.Instrument) && !_router.MustWait(order) ? OrderStatus.PendingNew : OrderStatus.Accepted;
        _account.Orders.Add(order);
        order.Legs.AddRange(_links.LegsOf(order, now));
        if (_router.MustWait(order)) _router.Wait(order);
        else if (TrySend(order, now) is { } refusal)
        {
            _account.Orders.Remove(order);
            return refusal.StartsWith("insufficient buying power", StringComparison.Ordinal) ? TooExpensive(order, price) : AlpacaError.Forbidden(refusal);
        }
        foreach (var leg in order.Legs) _account.Orders.Add(leg);
        taken(order);
        Begin(order, now);
        return null;
    }

    /// Null where it is cancelled, or will be.
    public AlpacaError? Cancel(AlpacaOrder order)
    {
        var now = _floor.Now;
        if (!order.IsOpen) return AlpacaError.Invalid($"order is already in \"{order.Status.Word()}\" state");
        if (order.StuckUntil is not null) return null;
        if (Struck(OrderFaults.CancelRace, order.Terms) is not null)
        {
            _router.Touch(order, _account);
            return AlpacaError.Invalid($"order is already in \"{order.Status.Word()}\" state");
        }
        if (Struck(OrderFaults.CancelStuck, order.Terms) is { } stuck)
        {
            (order.Status, order.StuckUntil) = (OrderStatus.PendingCancel, now + stuck.For);
            _events.Tell(order, "pending_cancel", now);
            return null;
        }
        Withdraw(order, now);
        End(order, OrderStatus.Canceled, now);
        return null;
    }

    public AlpacaError? Replace(AlpacaOrder order, OrderChangeAsk change, Action<AlpacaOrder> taken) => _replacements.Replace(order, change, taken, _floor.Now);

    public void Take(in OrderReport report, DateTime now)
    {
        if (_account.Orders.Find(report.Order) is not { } order) return;
        switch (report.Kind)
        {
            case ReportKind.Filled: Filled(order, report, now); break;
            case ReportKind.Cancelled when order.IsOpen && order.AtExchange == report.Order: End(order, OrderStatus.Canceled, now); break;
            case ReportKind.Expired when order.IsOpen: End(order, OrderStatus.Expired, now); break;
            case ReportKind.Rejected when order == _submitting: _refusal = report.Reason ?? "rejected"; break;
            case ReportKind.Rejected when order.IsOpen: End(order, OrderStatus.Rejected, now); break;
            default: break;
        }
    }

    /// The session begins: orders that were taken before it are at the exchange now.
    public void Open(DateTime now)
    {
        foreach (var order in _router.Waiting.Where(static order => order.Terms.TimeInForce == AlpacaTimeInForce.Opg || order.Terms.Notional is not null).ToList())
        {
            if (_floor.IsHalted(order.Asset.Instrument)) continue;
            SendWaiting(order, now);
        }
        foreach (var order in _account.Orders.Open.Where(order => order.Status == OrderStatus.Accepted && !order.Asset.IsCrypto && !_router.Waiting.Contains(order)).ToList())
        {
            AsNew(order, now);
            ActivatePair(order, now);
        }
    }

    public void CloseAuction(DateTime now)
    {
        foreach (var order in _router.Waiting.Where(static order => order.Terms.TimeInForce == AlpacaTimeInForce.Cls).ToList()) SendWaiting(order, now);
    }

    /// What time alone brings about.
    public void Pass(DateTime now)
    {
        foreach (var order in _account.Orders.Open.ToList())
        {
            if (order.StuckUntil <= now)
            {
                order.StuckUntil = null;
                order.Status = order.Filled > 0 ? OrderStatus.PartiallyFilled : OrderStatus.New;
                _router.Touch(order, _account);
            }
            else if (order.Withheld > 0 && order.WithheldUntil <= now && !_router.IsWorking(order) && order.Filled > 0)
            {
                order.Withheld = 0;
                _router.Send(order, now);
                Meet(order);
            }
            else if (order.Terms.TimeInForce == AlpacaTimeInForce.Gtc && !order.Asset.IsCrypto && order.Expires <= now)
            {
                Withdraw(order, now);
                End(order, OrderStatus.Expired, now);
            }
        }
        foreach (var order in _router.Waiting.Where(order => !_router.MustWait(order)).ToList()) SendWaiting(order, now);
    }

    public void Trail(Asset asset, in Stretch stretch) => TrailingStops.Follow(_account, asset, stretch);

    /// What orders that wait here would cost.
    public decimal ReservedHere() => _router.Waiting.Where(Opens).Sum(order => order.Terms.Notional ?? (order.Terms.LimitPrice ?? _account.LastPrice(order.Asset)) * order.Remaining);

    public void Withdraw(AlpacaOrder order, DateTime now)
    {
        _router.Leave(order);
        if (!_router.IsWorking(order)) return;
        var atExchange = order.AtExchange;
        order.AtExchange = OrderId.None; // its end at the exchange is not its end here
        _account.Exchange.Cancel(atExchange, order.Asset.Instrument, now);
        while (_account.Exchange.TryTakeReport(out var report)) Take(report, now);
    }

    public void End(AlpacaOrder order, OrderStatus status, DateTime now)
    {
        order.Status = status;
        switch (status)
        {
            case OrderStatus.Canceled: order.CanceledAt = now; break;
            case OrderStatus.Expired: order.ExpiredAt = now; break;
            case OrderStatus.Rejected: order.FailedAt = now; break;
            default: break;
        }
        _router.Leave(order);
        _account.Orders.Close(order);
        _events.Tell(order, status.Word(), now);
        foreach (var other in LinkedOrders.EndingWith(order).ToList())
        {
            if (!other.IsOpen) continue;
            Withdraw(other, now);
            End(other, status == OrderStatus.Rejected ? OrderStatus.Canceled : status, now);
        }
    }

    /// Null where the exchange took it, or why it did not.
    public string? TrySend(AlpacaOrder order, DateTime now)
    {
        (_submitting, _refusal) = (order, null);
        _router.Send(order, now);
        while (_account.Exchange.TryTakeReport(out var report)) Take(report, now);
        _submitting = null;
        return _refusal;
    }

    public void AsNew(AlpacaOrder order, DateTime now)
    {
        order.Status = OrderStatus.New;
        if (order.Terms.Type == OrderType.TrailingStop) TrailingStops.Start(order, _account.LastPrice(order.Asset));
        _events.Tell(order, "new", now);
        if (Struck(OrderFaults.LateReject, order.Terms) is null) return;
        Withdraw(order, now);
        End(order, OrderStatus.Rejected, now);
    }

    /// A new order, or one with new terms, meets the market as it is.
    public void Meet(AlpacaOrder order) => _floor.MeetNow(order.Asset.Instrument, _account.Exchange, _account);

    private void Begin(AlpacaOrder order, DateTime now)
    {
        if (order.Status == OrderStatus.Accepted)
        {
            _events.Tell(order, "accepted", now);
            return;
        }
        _events.Tell(order, "pending_new", now);
        AsNew(order, now);
        foreach (var leg in order.Legs)
        {
            if (order.Terms.Class == OrderClass.Oco) Activate(leg, now);
            else _events.Tell(leg, "held", now);
        }
        Meet(order);
    }

    private void Activate(AlpacaOrder leg, DateTime now)
    {
        if (leg.Status != OrderStatus.Held) return;
        if (TrySend(leg, now) is null) AsNew(leg, now);
        else End(leg, OrderStatus.Rejected, now);
    }

    /// The second exit of a pair works with the first.
    private void ActivatePair(AlpacaOrder order, DateTime now)
    {
        if (order.Terms.Class != OrderClass.Oco || order.Parent is not null) return;
        foreach (var leg in order.Legs) Activate(leg, now);
    }

    private void SendWaiting(AlpacaOrder order, DateTime now)
    {
        _router.Leave(order);
        if (TrySend(order, now) is not null) End(order, OrderStatus.Rejected, now);
        else AsNew(order, now);
        ActivatePair(order, now);
    }

    private void Filled(AlpacaOrder order, in OrderReport report, DateTime now)
    {
        if (!_fills.Book(order, report, now)) return;
        if (order.IsLinkedExit) MoveWith(order, now);
        if (order.Status == OrderStatus.Filled && order.IsEntry) foreach (var leg in order.Legs) Activate(leg, now);
    }

    /// An exit filled: its partner is for what is left.
    private void MoveWith(AlpacaOrder exit, DateTime now)
    {
        if (exit.Status == OrderStatus.Filled && Struck(OrderFaults.BothLegs, exit.Terms) is not null)
        {
            foreach (var partner in exit.Partners().ToList()) _router.Touch(partner, _account);
            return;
        }
        foreach (var partner in exit.Partners().Where(static other => other.IsOpen).ToList())
        {
            if (exit.Status == OrderStatus.Filled)
            {
                Withdraw(partner, now);
                partner.Status = OrderStatus.Canceled;
                partner.CanceledAt = now;
                _account.Orders.Close(partner);
                _events.Tell(partner, "canceled", now);
                continue;
            }
            partner.Quantity = partner.Filled + exit.Remaining;
            if (_router.IsWorking(partner)) _account.Exchange.Change(new OrderChange { Order = partner.AtExchange, Instrument = partner.Asset.Instrument, Quantity = partner.ToldQuantity + partner.Remaining }, now);
        }
    }

    private decimal PriceOf(OrderAsk ask) => ask.LimitPrice ?? (ask.Side == Side.Buy && ask.StopPrice is { } stop ? stop : _account.LastPrice(ask.Asset));

    private static bool Opens(AlpacaOrder order) => order.Intent is "buy_to_open" or "sell_to_open";

    private AlpacaError TooExpensive(AlpacaOrder order, decimal price) => AlpacaError.Forbidden("insufficient buying power") with
    {
        Details = [("buying_power", Hosting.Reply.Text(Math.Round(_account.BuyingPower(), 2))), ("cost_basis", Hosting.Reply.Text(Math.Round(order.Terms.Notional ?? order.Quantity!.Value * price, 2)))],
    };

    private FaultRule? Struck(FaultWord word, OrderAsk ask) => _faults.Strike(word, OrderFaults.SubjectOf(ask), _floor.Now - _account.Opened);
}
