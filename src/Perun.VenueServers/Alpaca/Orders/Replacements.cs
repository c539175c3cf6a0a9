using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Orders;

/// Changes an order by putting a new one, with a new id, in its place. The quantity asked for is the whole order's, as in FIX:
/// what has filled stays with the old order, and the new one is for the rest.
internal sealed class Replacements(TradingAccount account, OrderRouter router, OrderEvents events, OrderDesk desk)
{
    public AlpacaError? Replace(AlpacaOrder old, OrderChangeAsk change, Action<AlpacaOrder> taken, DateTime now)
    {
        if (WhyNot(old, change) is { } wrong) return wrong;
        var terms = Changed(old.Terms, change, out var error);
        if (error is not null) return error;
        var whole = change.Quantity ?? old.Quantity!.Value;
        if (whole <= old.Filled) return AlpacaError.Invalid($"qty must be greater than filled_qty {Reply.Text(old.Filled)}");
        if (terms == old.Terms && whole == old.Quantity) return AlpacaError.Invalid("order parameters are not changed");
        if (TermRules.Check(terms with { Quantity = whole }) is { } bad) return bad;
        if (TooMuch(old, whole) is { } tooMuch) return tooMuch;
        var next = new AlpacaOrder(account.Identities.Next(), change.ClientOrderId ?? account.Identities.Next().ToString(), terms with { Quantity = whole - old.Filled, ClientOrderId = change.ClientOrderId }, now)
        {
            Replaces = old,
            Parent = old.Parent,
            Intent = old.Intent,
            HighWater = old.HighWater,
        };
        if (desk.Strikes(OrderFaults.ReplaceRace, old, out _)) return Race(old, next, taken, now);
        if (old.Status == OrderStatus.Held) next.Status = OrderStatus.Held;
        else if (Move(old, next, change, now) is { } refusal) return AlpacaError.Forbidden(refusal.StartsWith("insufficient buying power", StringComparison.Ordinal) ? "insufficient buying power" : refusal);
        Succeed(old, next, taken, now);
        return null;
    }

    private AlpacaError? WhyNot(AlpacaOrder old, OrderChangeAsk change)
    {
        if (!old.IsOpen) return AlpacaError.Invalid($"order is already in \"{old.Status.Word()}\" state");
        if (old.Status is OrderStatus.Accepted or OrderStatus.PendingNew or OrderStatus.PendingCancel or OrderStatus.PendingReplace) return AlpacaError.Invalid($"unable to replace order, order is in \"{old.Status.Word()}\" state");
        if (old.Terms.Notional is not null || change.AsksNotional) return AlpacaError.Invalid("notional orders cannot be replaced");
        if (change.Quantity is not null && old.Terms.IsFractional) return AlpacaError.Invalid("qty of fractional orders cannot be changed");
        if (change.ClientOrderId is { } id && account.Orders.FindByClientId(id) is not null) return AlpacaError.BadRequest("client_order_id must be unique");
        return change.Trail is not null && old.Terms.Type != OrderType.TrailingStop ? AlpacaError.BadRequest("only trailing stop orders have a trail") : null;
    }

    private static OrderAsk Changed(OrderAsk terms, OrderChangeAsk change, out AlpacaError? error)
    {
        error = change.LimitPrice is not null && terms.LimitPrice is null ? AlpacaError.BadRequest($"{terms.Type.Word()} orders must not have a limit price")
            : change.StopPrice is not null && terms.StopPrice is null ? AlpacaError.BadRequest($"{terms.Type.Word()} orders must not have a stop price")
            : null;
        return terms with
        {
            LimitPrice = change.LimitPrice ?? terms.LimitPrice,
            StopPrice = change.StopPrice ?? terms.StopPrice,
            TrailPrice = terms.TrailPrice is null ? null : change.Trail ?? terms.TrailPrice,
            TrailPercent = terms.TrailPercent is null ? null : change.Trail ?? terms.TrailPercent,
            TimeInForce = change.TimeInForce ?? terms.TimeInForce,
        };
    }

    private AlpacaError? TooMuch(AlpacaOrder old, decimal whole)
    {
        if (whole <= old.Quantity || old.Intent is not ("sell_to_close" or "buy_to_close")) return null;
        var position = account.PositionIn(old.Asset);
        var held = account.HeldForOrders(old.Asset) - old.Remaining;
        var available = Math.Abs(position) - held;
        return whole - old.Filled <= available ? null
            : AlpacaError.Forbidden($"insufficient qty available for order (requested: {Reply.Text(whole)}, available: {Reply.Text(available)})");
    }

    /// Null where the exchange works it under its new terms.
    private string? Move(AlpacaOrder old, AlpacaOrder next, OrderChangeAsk change, DateTime now)
    {
        if (change.Trail is null && change.TimeInForce is null && old.Terms is not { Type: OrderType.Stop, Side: Side.Buy }) return Amend(old, next, now);
        desk.Withdraw(old, now);
        return desk.TrySend(next, now);
    }

    private string? Amend(AlpacaOrder old, AlpacaOrder next, DateTime now)
    {
        account.Exchange.Change(new OrderChange
        {
            Order = old.AtExchange,
            Instrument = old.Asset.Instrument,
            Quantity = old.ToldQuantity + next.Quantity!.Value,
            LimitPrice = next.Terms.LimitPrice ?? 0,
            StopPrice = next.Terms.StopPrice ?? 0,
        }, now);
        string? refusal = null;
        while (account.Exchange.TryTakeReport(out var report))
        {
            if (report.Kind == ReportKind.ReplaceRejected) refusal = report.Reason;
            else desk.Take(report, now);
        }
        if (refusal is not null) return refusal;
        account.Orders.TakeOver(next, old.AtExchange);
        (next.ToldQuantity, next.ToldValue, next.ToldFee) = (old.ToldQuantity, old.ToldValue, old.ToldFee);
        old.AtExchange = OrderId.None;
        return null;
    }

    private void Succeed(AlpacaOrder old, AlpacaOrder next, Action<AlpacaOrder> taken, DateTime now)
    {
        foreach (var leg in old.Legs) leg.Parent = next;
        next.Legs.AddRange(old.Legs);
        old.Legs.Clear();
        if (old.Parent is { } head) head.Legs[head.Legs.IndexOf(old)] = next;
        (old.Status, old.ReplacedAt, old.ReplacedBy) = (OrderStatus.Replaced, now, next);
        account.Orders.Close(old);
        if (next.Status != OrderStatus.Held) next.Status = OrderStatus.PendingNew;
        account.Orders.Add(next);
        taken(next);
        events.Tell(old, "replaced", now);
        if (next.Status == OrderStatus.Held) return;
        desk.AsNew(next, now);
        desk.Meet(next);
    }

    /// The original fills first: the change was promised, and comes to nothing.
    private AlpacaError? Race(AlpacaOrder old, AlpacaOrder next, Action<AlpacaOrder> taken, DateTime now)
    {
        next.Status = OrderStatus.PendingNew;
        account.Orders.Add(next);
        taken(next);
        router.Touch(old, account);
        (next.Status, next.FailedAt) = (OrderStatus.Rejected, now);
        account.Orders.Close(next);
        events.Tell(old, "order_replace_rejected", now);
        events.Tell(next, "rejected", now);
        return null;
    }
}
