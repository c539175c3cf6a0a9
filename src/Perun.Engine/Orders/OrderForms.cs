using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Risk;

namespace Perun.Engine.Orders;

/// How the engine fills in its orders.
internal static class OrderForms
{
    public static OrderRequest Entry(OrderId id, in CheckedEntry entry, BracketLegs? legs) => new()
    {
        Id = id,
        Instrument = entry.Proposal.Id,
        Side = entry.Proposal.Side,
        Type = TypeOf(entry.Proposal),
        Quantity = entry.Quantity,
        LimitPrice = entry.Proposal.LimitPrice,
        StopPrice = entry.Proposal.Trigger,
        TimeInForce = entry.Proposal.TimeInForce ?? (TypeOf(entry.Proposal) == OrderType.Market ? TimeInForce.GoodTilCancelled : TimeInForce.Day),
        Legs = legs,
    };

    public static BracketLegs Legs(in EntryProposal proposal, OrderId stop, OrderId target) => new()
    {
        StopId = stop,
        StopPrice = proposal.Stop,
        TargetId = target,
        TargetPrice = proposal.Target ?? 0,
    };

    public static OrderRequest Stop(OrderId id, InstrumentId instrument, Side side, decimal quantity, decimal stopPrice, Trail? trail = null) => new()
    {
        Id = id,
        Instrument = instrument,
        Side = side,
        Type = trail is null ? OrderType.Stop : OrderType.TrailingStop,
        Quantity = quantity,
        StopPrice = stopPrice,
        Trail = trail ?? default,
        ReduceOnly = true,
    };

    public static OrderRequest Target(OrderId id, InstrumentId instrument, Side side, decimal quantity, decimal limitPrice) => new()
    {
        Id = id,
        Instrument = instrument,
        Side = side,
        Type = OrderType.Limit,
        Quantity = quantity,
        LimitPrice = limitPrice,
        ReduceOnly = true,
    };

    public static OrderRequest Exit(OrderId id, InstrumentId instrument, Side side, decimal quantity) => new()
    {
        Id = id,
        Instrument = instrument,
        Side = side,
        Type = OrderType.Market,
        Quantity = quantity,
        ReduceOnly = true,
    };

    private static OrderType TypeOf(in EntryProposal proposal) => (proposal.Trigger > 0, proposal.LimitPrice > 0) switch
    {
        (true, true) => OrderType.StopLimit,
        (true, false) => OrderType.Stop,
        (false, true) => OrderType.Limit,
        (false, false) => OrderType.Market,
    };
}
