using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Risk;

namespace Perun.Engine.Orders;

/// How the engine fills in its orders.
internal static class OrderForms
{
    public static OrderRequest Entry(OrderId id, CheckedEntry entry) => new()
    {
        Id = id,
        Instrument = entry.Proposal.Id,
        Side = entry.Proposal.Side,
        Type = entry.Proposal.LimitPrice > 0 ? OrderType.Limit : OrderType.Market,
        Quantity = entry.Quantity,
        LimitPrice = entry.Proposal.LimitPrice,
        TimeInForce = entry.Proposal.LimitPrice > 0 ? TimeInForce.Day : TimeInForce.GoodTilCancelled,
    };

    public static BracketLegs Legs(in EntryProposal proposal, OrderId stop, OrderId target) => new()
    {
        StopId = stop,
        StopPrice = proposal.Stop,
        TargetId = target,
        TargetPrice = proposal.Target ?? 0,
    };

    public static OrderRequest Stop(OrderId id, InstrumentId instrument, Side side, decimal quantity, decimal stopPrice) => new()
    {
        Id = id,
        Instrument = instrument,
        Side = side,
        Type = OrderType.Stop,
        Quantity = quantity,
        StopPrice = stopPrice,
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
}
