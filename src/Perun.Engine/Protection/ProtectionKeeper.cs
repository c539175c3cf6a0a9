using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Engine.Orders;

namespace Perun.Engine.Protection;

/// Keeps every position protected by stops of exactly its size, or says that it isn't; and leaves positions in the order
/// that real venues demand: cancel what holds the quantity, wait until that is certain, then exit.
internal sealed class ProtectionKeeper(EngineState state, IEngineOutput output)
{
    private const int StopTries = 3;
    private const int ExitTriesBeforeAlarm = 3;

    private EngineSettings Settings => state.Settings;

    private OrderDesk Desk => state.Desk;

    /// Looks at one instrument after anything about it changed or became due.
    public void Review(Market market)
    {
        var guard = state.Guard(market.Id);
        var position = state.Ledger[market.Id];
        var tradable = Dust.Tradable(position.Quantity, market.Instrument);
        if (tradable == 0)
        {
            CleanUp(market, guard);
            return;
        }
        if (guard.ExitWanted && Leave(market, guard, position, tradable)) return;
        Protect(market, guard, position, tradable);
    }

    /// Where the engine itself holds a level, looks whether the price has reached it.
    public void Watch(Market market)
    {
        var guard = state.Guard(market.Id);
        var position = state.Ledger[market.Id];
        if (!guard.HasPlan || guard.ExitWanted || position.IsFlat || Settings.Protection == ProtectionStyle.VenueBracket) return;
        var price = Prices.Decimal(market.Price);
        var sign = Math.Sign(position.Quantity);
        if (guard.Target is { } target && (price - target) * sign >= 0) guard.WantExit(ExitReason.Target, guard.Decision, state.Now);
        else if (Settings.Protection == ProtectionStyle.EngineHeld && (price - guard.Stop) * sign <= 0) guard.WantExit(ExitReason.Stop, guard.Decision, state.Now);
        else return;
        Review(market);
    }

    /// An order ended without doing what it was for.
    public void Ended(Order order, Market market)
    {
        var guard = state.Guard(market.Id);
        if (order is { Purpose: OrderPurpose.Exit, Status: OrderStatus.Filled } && guard.ExitQuantity is not null) guard.EndExit();
        if (order.Status == OrderStatus.Filled || (order.CancelAsked && order.Status == OrderStatus.Cancelled)) return;
        if (order.Purpose == OrderPurpose.Exit)
        {
            guard.ExitNotBefore = state.Now + Backoff.After(guard.ExitAttempts);
            state.LookAgainBy(guard.ExitNotBefore);
            if (guard.ExitAttempts >= ExitTriesBeforeAlarm)
                Alert(Severity.Critical, AlertCode.ExitFailed, market, $"leaving {market.Instrument} failed {guard.ExitAttempts} times ({order.LastReason}); tried again at {guard.ExitNotBefore:u}");
        }
        else if (order is { Purpose: OrderPurpose.ProtectiveStop, Status: OrderStatus.Rejected or OrderStatus.Expired })
        {
            guard.StopFailed(state.Now + Backoff.After(guard.StopFailures));
            state.LookAgainBy(guard.StopNotBefore);
        }
    }

    /// Flat: no exit may stay behind, it could open a position the other way.
    private void CleanUp(Market market, PositionGuard guard)
    {
        if (guard.HasPlan || guard.ExitWanted)
        {
            if (!state.Account.HasEntry(market.Id)) guard.Clear();
            else if (guard.ExitWanted) guard.Clear();
        }
        foreach (var order in Desk.OpenSpan(market.Id).ToArray())
        {
            if (order.Purpose == OrderPurpose.Entry)
            {
                if (order.FilledQuantity > 0 && order.Status != OrderStatus.Unknown) Desk.Cancel(order);
                continue;
            }
            if (order.Status == OrderStatus.Held && Desk.Find(order.Entry) is { IsOver: false }) continue;
            var due = FollowsBy(order, guard);
            if (due <= state.Now) Desk.Cancel(order);
            else state.LookAgainBy(due);
        }
    }

    /// True while leaving is under way; false while it has to wait and protection must hold meanwhile.
    private bool Leave(Market market, PositionGuard guard, Position position, decimal tradable)
    {
        if (state.Now < guard.ExitNotBefore)
        {
            state.LookAgainBy(guard.ExitNotBefore);
            return false;
        }
        if (market.IsHalted || !market.Calendar.IsOpen(state.Now))
        {
            guard.ExitNotBefore = (market.IsHalted ? null : market.Calendar.NextOpen(state.Now)) ?? state.Now + Backoff.After(6);
            state.LookAgainBy(guard.ExitNotBefore);
            return false;
        }
        if (ClearTheWay(market)) return true;
        guard.ExitAttempts++;
        var side = position.IsLong ? Side.Sell : Side.Buy;
        Desk.SubmitExit(market.Id, side, QuantityToLeave(market, guard, position, tradable), guard.ExitReason, guard.ExitDecision);
        return true;
    }

    /// A part is never so large that what stays could not be sold.
    private static decimal QuantityToLeave(Market market, PositionGuard guard, Position position, decimal tradable)
    {
        if (guard.ExitQuantity is not { } part || part >= tradable) return tradable;
        var rest = Math.Abs(position.Quantity) - part;
        return Dust.Tradable(rest, market.Instrument) > 0 ? part : tradable;
    }

    /// Cancels what works in the instrument; true while any of it, or an exit, is still under way.
    private bool ClearTheWay(Market market)
    {
        var isBusy = false;
        foreach (var order in Desk.OpenSpan(market.Id).ToArray())
        {
            if (order.Status == OrderStatus.Held) continue;
            isBusy = true;
            if (order.Purpose != OrderPurpose.Exit && !IsCancelledWithItsStop(order, market)) Desk.Cancel(order);
        }
        return isBusy;
    }

    /// The venue cancels a bracket's target together with its stop.
    private bool IsCancelledWithItsStop(Order order, Market market)
    {
        if (order.Purpose != OrderPurpose.Target) return false;
        foreach (var sibling in Desk.OpenSpan(market.Id))
            if (sibling.Purpose == OrderPurpose.ProtectiveStop && sibling.Entry == order.Entry) return true;
        return false;
    }

    private void Protect(Market market, PositionGuard guard, Position position, decimal tradable)
    {
        if (Settings.Protection == ProtectionStyle.EngineHeld)
        {
            if (!guard.HasPlan) SayNaked(market, guard, tradable);
            return;
        }
        var stops = Stops(market);
        var missing = tradable - stops.Working;
        if (missing <= 0)
        {
            guard.NakedSince = default;
            guard.NakedTold = false;
            if (missing < 0) Shrink(market, guard, -missing);
            return;
        }
        if (guard.NakedSince == default) guard.NakedSince = state.Now;
        var ownStopAt = guard.NakedSince + (stops.IsExpected ? Settings.ProtectionGrace : TimeSpan.Zero);
        if (ownStopAt < guard.StopNotBefore) ownStopAt = guard.StopNotBefore;
        if (state.Now < ownStopAt)
        {
            state.LookAgainBy(ownStopAt);
            return;
        }
        if (!guard.HasPlan)
        {
            SayNaked(market, guard, missing);
            return;
        }
        Place(market, guard, position, stops, missing);
    }

    private void Place(Market market, PositionGuard guard, Position position, in WorkingStops stops, decimal missing)
    {
        var side = position.IsLong ? Side.Sell : Side.Buy;
        var isPast = market.HasPrice && (Prices.Decimal(market.Price) - guard.Stop) * Math.Sign(position.Quantity) <= 0;
        if (isPast || guard.StopFailures >= StopTries)
        {
            if (!isPast)
                Alert(Severity.Critical, AlertCode.Unprotected, market, $"a stop for {missing} {market.Instrument} was refused {guard.StopFailures} times; leaving at the market");
            guard.WantExit(isPast ? ExitReason.Stop : ExitReason.Unprotected, guard.Decision, state.Now);
            Leave(market, guard, position, Dust.Tradable(position.Quantity, market.Instrument));
            return;
        }
        if (stops.Own is { } own && !own.ChangeAsked && own.Status.IsWorking()) Desk.Resize(own, own.Quantity + missing);
        else if (stops.Own is null) Desk.SubmitStop(market.Id, side, missing, guard.Stop, guard.Decision);
    }

    /// The position shrank: its own stop follows at once, a bracket's leg is the venue's to shrink first.
    private void Shrink(Market market, PositionGuard guard, decimal excess)
    {
        foreach (var order in Desk.OpenSpan(market.Id).ToArray())
        {
            if (order.Purpose != OrderPurpose.ProtectiveStop || !order.Status.IsWorking() || order.CancelAsked) continue;
            var due = FollowsBy(order, guard);
            if (due > state.Now)
            {
                state.LookAgainBy(due);
                continue;
            }
            if (order.Remaining <= excess) Desk.Cancel(order);
            else Desk.Resize(order, order.Quantity - excess);
            return;
        }
    }

    /// A leg is the venue's to cancel or shrink, and it gets the grace for that; our own stop follows at once.
    private DateTime FollowsBy(Order order, PositionGuard guard) => order.Entry.IsNone ? state.Now : guard.FilledAt + Settings.ProtectionGrace;

    private WorkingStops Stops(Market market)
    {
        var (working, isExpected, own) = (0m, false, (Order?)null);
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Purpose != OrderPurpose.ProtectiveStop || order.CancelAsked) continue;
            if (order.Status == OrderStatus.Held)
            {
                isExpected = true;
                continue;
            }
            if (!order.Entry.IsNone) isExpected = true;
            else own = order;
            working += order.Remaining;
        }
        return new WorkingStops(working, isExpected, own);
    }

    private void SayNaked(Market market, PositionGuard guard, decimal quantity)
    {
        if (guard.NakedTold) return;
        guard.NakedTold = true;
        Alert(Severity.Critical, AlertCode.Unprotected, market, $"{quantity} {market.Instrument} has no stop, and no stop price is known: close it, or enter it anew with one");
    }

    private void Alert(Severity severity, AlertCode code, Market market, string text) =>
        output.Tell(new Notice.Alert(severity, code, market.Id, text));

    /// <param name="IsExpected">A bracket's leg is there and may still grow.</param>
    private readonly record struct WorkingStops(decimal Working, bool IsExpected, Order? Own);
}
