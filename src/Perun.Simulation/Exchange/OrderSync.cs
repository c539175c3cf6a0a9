using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// How orders and reports pass through a state stream.
internal static class OrderSync
{
    public static void Sync(this StateStream stream, ref OrderId id)
    {
        var value = id.Value;
        stream.Sync(ref value);
        id = new OrderId(value);
    }

    public static void Sync(this StateStream stream, ref InstrumentId id)
    {
        var value = id.Value;
        stream.Sync(ref value);
        id = new InstrumentId(value);
    }

    public static void Sync(this StateStream stream, ref OrderRequest request)
    {
        var (id, instrument, side, type) = (request.Id, request.Instrument, request.Side, request.Type);
        var (quantity, limit, stop) = (request.Quantity, request.LimitPrice, request.StopPrice);
        var (trail, trailIsFraction, timeInForce) = (request.Trail.Amount, request.Trail.IsFraction, request.TimeInForce);
        var (reduceOnly, postOnly, hasLegs) = (request.ReduceOnly, request.PostOnly, request.Legs.HasValue);
        stream.Sync(ref id);
        stream.Sync(ref instrument);
        stream.SyncEnum(ref side);
        stream.SyncEnum(ref type);
        stream.Sync(ref quantity);
        stream.Sync(ref limit);
        stream.Sync(ref stop);
        stream.Sync(ref trail);
        stream.Sync(ref trailIsFraction);
        stream.SyncEnum(ref timeInForce);
        stream.Sync(ref reduceOnly);
        stream.Sync(ref postOnly);
        stream.Sync(ref hasLegs);
        var legs = request.Legs.GetValueOrDefault();
        if (hasLegs) stream.Sync(ref legs);
        request = new OrderRequest
        {
            Id = id,
            Instrument = instrument,
            Side = side,
            Type = type,
            Quantity = quantity,
            LimitPrice = limit,
            StopPrice = stop,
            Trail = new Trail(trail, trailIsFraction),
            TimeInForce = timeInForce,
            ReduceOnly = reduceOnly,
            PostOnly = postOnly,
            Legs = hasLegs ? legs : null,
        };
    }

    public static void Sync(this StateStream stream, ref OrderChange change)
    {
        var (order, instrument) = (change.Order, change.Instrument);
        var (quantity, limit, stop) = (change.Quantity, change.LimitPrice, change.StopPrice);
        stream.Sync(ref order);
        stream.Sync(ref instrument);
        stream.Sync(ref quantity);
        stream.Sync(ref limit);
        stream.Sync(ref stop);
        change = new OrderChange { Order = order, Instrument = instrument, Quantity = quantity, LimitPrice = limit, StopPrice = stop };
    }

    public static void Sync(this StateStream stream, ref OrderReport report)
    {
        var (order, instrument, kind, time) = (report.Order, report.Instrument, report.Kind, report.VenueTime);
        var (filled, value, fee, feeIsInBase) = (report.CumulativeQuantity, report.CumulativeValue, report.CumulativeFee, report.FeeIsInBase);
        var (quantity, limit, stop) = (report.Quantity, report.LimitPrice, report.StopPrice);
        var (legs, endsSibling) = (report.LegsQuantity, report.EndsSibling);
        var (venueOrderId, reason) = (report.VenueOrderId, report.Reason);
        stream.Sync(ref order);
        stream.Sync(ref instrument);
        stream.SyncEnum(ref kind);
        stream.Sync(ref time);
        stream.Sync(ref filled);
        stream.Sync(ref value);
        stream.Sync(ref fee);
        stream.Sync(ref feeIsInBase);
        stream.Sync(ref quantity);
        stream.Sync(ref limit);
        stream.Sync(ref stop);
        stream.Sync(ref legs);
        stream.Sync(ref endsSibling);
        stream.Sync(ref venueOrderId);
        stream.Sync(ref reason);
        report = new OrderReport
        {
            Order = order,
            Instrument = instrument,
            Kind = kind,
            VenueTime = time,
            CumulativeQuantity = filled,
            CumulativeValue = value,
            CumulativeFee = fee,
            FeeIsInBase = feeIsInBase,
            Quantity = quantity,
            LimitPrice = limit,
            StopPrice = stop,
            LegsQuantity = legs,
            EndsSibling = endsSibling,
            VenueOrderId = venueOrderId,
            Reason = reason,
        };
    }

    private static void Sync(this StateStream stream, ref BracketLegs legs)
    {
        var (stopId, stopPrice, targetId, targetPrice) = (legs.StopId, legs.StopPrice, legs.TargetId, legs.TargetPrice);
        stream.Sync(ref stopId);
        stream.Sync(ref stopPrice);
        stream.Sync(ref targetId);
        stream.Sync(ref targetPrice);
        legs = new BracketLegs { StopId = stopId, StopPrice = stopPrice, TargetId = targetId, TargetPrice = targetPrice };
    }
}
