using Perun.Core.Instruments;
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
        if (Settings.ValidateOnly) return;
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
    public void Watch(Market market, Position position)
    {
        var guard = state.Guard(market.Id);
        if (!guard.HasPlan || guard.ExitWanted || position.IsFlat) return;
        var price = market.Money;
        guard.Follow(price, position.IsLong, market.Instrument);
        if (guard.Target is { } target && (position.IsLong ? price >= target : price <= target) && !HasTargetOrder(market)) guard.WantExit(ExitReason.Target, guard.Decision, state.Now);
        else if (IsEnginesToStop(market, guard, position, price)) guard.WantExit(ExitReason.Stop, guard.Decision, state.Now);
        else return;
        Review(market);
    }

    /// Where the venue holds no stop, and where the price has jumped over the limit of the one it holds.
    private bool IsEnginesToStop(Market market, PositionGuard guard, Position position, decimal price)
    {
        var instrument = market.Instrument;
        if (instrument.Protection == VenueProtection.Bracket && Settings.Protection != ProtectionStyle.EngineHeld) return false;
        if (position.IsLong ? price > guard.Stop : price < guard.Stop) return false;
        if (Settings.StyleFor(instrument) == ProtectionStyle.EngineHeld) return true;
        if (instrument.Protection != VenueProtection.StopLimit) return false;
        var limit = instrument.StopLimitOf(guard.Stop, position.IsLong);
        return position.IsLong ? price < limit : price > limit;
    }

    /// A fill was booked. An entry's brings its plan along, however late it comes; an exit's must not open anything.
    public void Filled(Order order, Market market)
    {
        var guard = state.Guard(market.Id);
        var position = state.Ledger[market.Id];
        if (order.Purpose == OrderPurpose.Entry)
        {
            if (!guard.HasPlan) guard.Plan(order.PlannedStop, order.PlannedTarget, order.Decision, order.Trail.Amount > 0 ? order.Trail : null);
            return;
        }
        if (!Dust.IsMore(position.Quantity, market.Instrument) || Math.Sign(position.Quantity) != order.Side.Sign()) return;
        if (guard is { ExitWanted: true, ExitReason: ExitReason.Reversed }) return;
        Alert(Severity.Critical, AlertCode.Reversed, market, $"order {order.Id} was to leave a position and opened one of {position.Quantity} {market.Instrument}; it is closed again");
        guard.Clear();
        guard.WantExit(ExitReason.Reversed, order.Decision, state.Now);
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
        else if (order.Purpose == OrderPurpose.ProtectiveStop && (order.Entry.IsNone || order.Status != OrderStatus.Cancelled))
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
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Purpose == OrderPurpose.Entry)
            {
                if (order.FilledQuantity > 0 && !state.Trip(market.Id).IsOpen) Desk.Cancel(order);
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
        if (market.IsHalted) return false;
        if (!market.Calendar.IsOpen(state.Now) && !Settings.TradesWhileClosed)
        {
            guard.ExitNotBefore = market.Calendar.NextOpen(state.Now) ?? state.Now + Backoff.After(6);
            state.LookAgainBy(guard.ExitNotBefore);
            return false;
        }
        if (IsTooLittle(market, guard, tradable)) return false;
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
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Status == OrderStatus.Held) continue;
            isBusy = true;
            if (order.Purpose == OrderPurpose.Exit) continue;
            if (IsCancelledWithItsStop(order, market)) Desk.ExpectCancelled(order);
            else Desk.Cancel(order);
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
        if (market.IsHalted) return;
        if (Settings.StyleFor(market.Instrument) == ProtectionStyle.EngineHeld)
        {
            if (!guard.HasPlan) SayNaked(market, guard, tradable);
            return;
        }
        var side = position.IsLong ? Side.Sell : Side.Buy;
        CancelMisplaced(market, side);
        AskForLegs(market);
        var stops = Stops(market, side);
        var missing = tradable - stops.Working;
        if (missing <= 0)
        {
            guard.NakedSince = default;
            guard.NakedTold = false;
            if (stops.AreConfirmed) guard.StopHolds();
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
        Place(market, guard, position, stops, missing, side);
    }

    private void Place(Market market, PositionGuard guard, Position position, in WorkingStops stops, decimal missing, Side side)
    {
        var isPast = market.HasPrice && (market.Money - guard.Stop) * Math.Sign(position.Quantity) <= 0;
        if ((isPast || guard.StopFailures >= StopTries) && !guard.ExitWanted)
        {
            if (!isPast)
                Alert(Severity.Critical, AlertCode.Unprotected, market, $"a stop for {missing} {market.Instrument} was refused {guard.StopFailures} times; leaving at the market");
            guard.WantExit(isPast ? ExitReason.Stop : ExitReason.Unprotected, guard.Decision, state.Now);
            if (Leave(market, guard, position, Dust.Tradable(position.Quantity, market.Instrument))) return;
        }
        if (isPast || stops.IsMoving || IsTooLittle(market, guard, missing)) return;
        if (guard.StopFailures > 0 && TakesEntriesBack(market)) return;
        if (stops.Own is { } own && own.Refusals == 0) Desk.Resize(own, own.Quantity + missing);
        else if (missing >= market.Instrument.MinQuantity) Desk.SubmitStop(market.Id, side, missing, guard.Stop, guard.Trail, guard.Decision);
    }

    /// A venue may refuse a stop because the rest of the entry would trade with it: protecting what is held counts for more.
    private bool TakesEntriesBack(Market market)
    {
        var isThere = false;
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Purpose != OrderPurpose.Entry) continue;
            isThere = true;
            Desk.Cancel(order);
        }
        return isThere;
    }

    /// What is worth less than the venue's smallest order can't be sold now, so nothing is sent that would be refused for ever.
    private bool IsTooLittle(Market market, PositionGuard guard, decimal quantity)
    {
        if (quantity * market.Money >= market.Instrument.MinNotional) return false;
        state.LookAgainBy(state.Now + Backoff.After(6));
        if (guard.NakedTold) return true;
        guard.NakedTold = true;
        Alert(Severity.Warning, AlertCode.Unprotected, market, $"{quantity} {market.Instrument} is worth less than the venue's smallest order ({market.Instrument.MinNotional} {market.Instrument.QuoteCurrency}), so it can't be sold before the price rises");
        return true;
    }

    /// A leg that should work by now may do so without our having heard of it; an own stop would then be one too many.
    private void AskForLegs(Market market)
    {
        foreach (var order in Desk.OpenSpan(market.Id))
            if (order.Status == OrderStatus.Held && Desk.Find(order.Entry) is { FilledQuantity: > 0 }) Desk.Inquiries.AskSoon(order);
    }

    /// What would add to the position instead of leaving it has no place.
    private void CancelMisplaced(Market market, Side side)
    {
        foreach (var order in Desk.OpenSpan(market.Id))
            if (order.Purpose != OrderPurpose.Entry && order.Side != side) Desk.Cancel(order);
    }

    private bool HasTargetOrder(Market market)
    {
        foreach (var order in Desk.OpenSpan(market.Id))
            if (order.Purpose == OrderPurpose.Target) return true;
        return false;
    }

    /// More would leave than is held: an own stop follows at once, a bracket's leg is the venue's to shrink first.
    private void Shrink(Market market, PositionGuard guard, decimal excess)
    {
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Purpose != OrderPurpose.ProtectiveStop || !order.Entry.IsNone) continue;
            if (!order.Status.IsWorking() || order.CancelAsked) return; // what becomes of it is not certain yet
            if (order.Remaining <= excess || order.Refusals > 0) Desk.Cancel(order);
            else Desk.Resize(order, order.Quantity - excess);
            return;
        }
        foreach (var order in Desk.OpenSpan(market.Id))
        {
            if (order.Purpose != OrderPurpose.ProtectiveStop || !order.Status.IsWorking() || order.CancelAsked || order.Refusals > 0) continue;
            var due = FollowsBy(order, guard);
            if (due > state.Now) state.LookAgainBy(due);
            else if (order.Remaining > excess) Desk.Resize(order, order.Quantity - excess);
        }
    }

    /// A leg is the venue's to cancel or shrink, and it gets the grace for that; our own stop follows at once.
    private DateTime FollowsBy(Order order, PositionGuard guard) => order.Entry.IsNone ? state.Now : guard.FilledAt + Settings.ProtectionGrace;

    private WorkingStops Stops(Market market, Side side)
    {
        var stops = new WorkingStops { AreConfirmed = true };
        foreach (var order in Desk.OpenSpan(market.Id)) stops.Count(order, side);
        return stops;
    }

    private void SayNaked(Market market, PositionGuard guard, decimal quantity)
    {
        if (guard.NakedTold) return;
        guard.NakedTold = true;
        Alert(Severity.Critical, AlertCode.Unprotected, market, $"{quantity} {market.Instrument} has no stop, and no stop price is known: close it, or enter it anew with one");
    }

    private void Alert(Severity severity, AlertCode code, Market market, string text) =>
        output.Tell(new Notice.Alert(severity, code, market.Id, text));
}
