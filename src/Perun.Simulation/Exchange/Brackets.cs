using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// Keeps a bracket's legs in step with its entry: they work for what has filled and not yet left, one cancels the other,
/// and an entry never goes on without its legs.
internal sealed class Brackets(Universe universe, OrderRegister register, ReportQueue reports)
{
    /// The legs are held until the entry fills.
    public void Hold(VenueOrder entry, in BracketLegs legs)
    {
        entry.StopLeg = register.AddLeg(entry, legs.StopId, OrderType.Stop, legs.StopPrice);
        if (legs.HasTarget) entry.TargetLeg = register.AddLeg(entry, legs.TargetId, OrderType.Limit, legs.TargetPrice);
    }

    public void EntryFilled(VenueOrder entry, DateTime time)
    {
        var unprotected = Unprotected(entry);
        Resize(entry.StopLeg, unprotected, time);
        Resize(entry.TargetLeg, unprotected, time);
    }

    public void LegFilled(VenueOrder leg, DateTime time)
    {
        var entry = leg.Entry!;
        End(entry, VenueOrderState.Cancelled, time, "a leg of its bracket filled");
        Resize(leg.Sibling, Unprotected(entry), time);
    }

    /// An order ends; what depends on it ends with it. Legs that protect a filled part stay.
    public void End(VenueOrder? order, VenueOrderState state, DateTime time, string? reason)
    {
        if (order is not { IsOpen: true }) return;
        order.State = state;
        order.Reason = reason;
        register.Finish(order);
        reports.Tell(order, KindOf(state), time, reason);
        if (order.Filled > 0 || order.IsLeg) return;
        End(order.StopLeg, state, time, "its entry did not fill");
        End(order.TargetLeg, state, time, "its entry did not fill");
    }

    /// The owner cancels a leg: the other goes too, and so does what is left of the entry.
    public void CancelLeg(VenueOrder leg, DateTime time)
    {
        End(leg.Entry, VenueOrderState.Cancelled, time, "a leg of its bracket was cancelled");
        End(leg, VenueOrderState.Cancelled, time, null);
        End(leg.Sibling, VenueOrderState.Cancelled, time, "the other leg was cancelled");
    }

    public static ReportKind KindOf(VenueOrderState state) => state switch
    {
        VenueOrderState.Held or VenueOrderState.Working => ReportKind.Accepted,
        VenueOrderState.Filled => ReportKind.Filled,
        VenueOrderState.Cancelled => ReportKind.Cancelled,
        VenueOrderState.Expired => ReportKind.Expired,
        VenueOrderState.Rejected => ReportKind.Rejected,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// What came in through the entry, after a fee in the asset itself, and has not left through a leg.
    private decimal Unprotected(VenueOrder entry)
    {
        var instrument = universe[entry.Instrument];
        var held = instrument.Fees.IsPaidInBase(entry.Side) ? instrument.RoundQuantityDown(entry.Filled - entry.Fee) : entry.Filled;
        if (entry.StopLeg is { Filled: not 0 } stop) held -= stop.Filled;
        if (entry.TargetLeg is { Filled: not 0 } target) held -= target.Filled;
        return held;
    }

    private void Resize(VenueOrder? leg, decimal open, DateTime time)
    {
        if (leg is not { IsOpen: true }) return;
        if (open == 0)
        {
            if (leg.State == VenueOrderState.Working) End(leg, VenueOrderState.Cancelled, time, "the other leg filled");
            return;
        }
        var quantity = leg.Filled == 0 ? open : leg.Filled + open;
        if (leg.State == VenueOrderState.Working && leg.Terms.Quantity == quantity) return;
        leg.Resize(quantity);
        if (leg.State == VenueOrderState.Working)
        {
            reports.Tell(leg, ReportKind.Replaced, time, "its quantity follows the bracket");
            return;
        }
        leg.State = VenueOrderState.Working;
        register.BookOf(leg.Instrument).Orders.Add(leg);
        reports.Tell(leg, ReportKind.Accepted, time);
    }
}
