using System.Diagnostics;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.VenueServers.Kraken.Accounts;

/// What the exchange is asked to work for an order. What waits for a price or a time that the exchange can't wait for is a stop
/// order out of all reach: it holds the funds by the exchange's own rules until its turn comes.
internal static class Staging
{
    /// A buy that waits for its price is above the market by this factor, where no price goes.
    private const decimal OutOfReach = 1000;

    /// What a market order that waits may have to pay above its trigger.
    private const decimal Cushion = 1.02m;

    /// Whether the exchange can't wait for its trigger itself.
    public static bool NeedsWatching(OrderKind kind) => kind.TakesProfit() || kind == OrderKind.TrailingStopLimit;

    public static OrderRequest Waiting(OrderId stage, OrderTerms terms, decimal volume, decimal last)
    {
        var (side, instrument) = (terms.Draft.Side, terms.Draft.Pair.Instrument);
        var worst = terms.Limit > 0 ? terms.Limit : instrument.RoundPrice((terms.Trigger > 0 ? terms.Trigger : last) * Cushion, RoundTo.Up);
        return new OrderRequest
        {
            Id = stage,
            Instrument = terms.Draft.Pair.Id,
            Side = side,
            Type = OrderType.StopLimit,
            Quantity = volume,
            StopPrice = side == Side.Buy ? instrument.RoundPrice(last * OutOfReach, RoundTo.Up) : instrument.TickAt(0),
            LimitPrice = worst,
        };
    }

    public static OrderRequest Working(OrderId stage, OrderTerms terms, decimal volume) => new()
    {
        Id = stage,
        Instrument = terms.Draft.Pair.Id,
        Side = terms.Draft.Side,
        Type = TypeOf(terms.Draft.Kind),
        Quantity = volume,
        LimitPrice = terms.Draft.Kind is OrderKind.Limit or OrderKind.Iceberg or OrderKind.StopLossLimit ? terms.Limit : 0,
        StopPrice = terms.Draft.Kind is OrderKind.StopLoss or OrderKind.StopLossLimit ? terms.Trigger : 0,
        Trail = terms.Draft.Kind == OrderKind.TrailingStop ? terms.Trail : default,
        TimeInForce = TimeInForceOf(terms.Draft.TimeInForce),
        PostOnly = terms.Draft.PostOnly,
    };

    /// What becomes of a watched order once its trigger is reached.
    public static OrderRequest Triggered(OrderId stage, OrderTerms terms, decimal volume, decimal limit) => new()
    {
        Id = stage,
        Instrument = terms.Draft.Pair.Id,
        Side = terms.Draft.Side,
        Type = limit > 0 ? OrderType.Limit : OrderType.Market,
        Quantity = volume,
        LimitPrice = limit,
    };

    private static OrderType TypeOf(OrderKind kind) => kind switch
    {
        OrderKind.Market => OrderType.Market,
        OrderKind.Limit or OrderKind.Iceberg => OrderType.Limit,
        OrderKind.StopLoss => OrderType.Stop,
        OrderKind.StopLossLimit => OrderType.StopLimit,
        OrderKind.TrailingStop => OrderType.TrailingStop,
        _ => throw new UnreachableException(),
    };

    private static TimeInForce TimeInForceOf(KrakenTimeInForce words) => words switch
    {
        KrakenTimeInForce.GTC or KrakenTimeInForce.GTD => TimeInForce.GoodTilCancelled,
        KrakenTimeInForce.IOC => TimeInForce.ImmediateOrCancel,
        KrakenTimeInForce.FOK => TimeInForce.FillOrKill,
        _ => throw new UnreachableException(),
    };
}
