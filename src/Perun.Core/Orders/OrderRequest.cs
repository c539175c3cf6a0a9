using Perun.Core.Instruments;

namespace Perun.Core.Orders;

/// How far a trailing stop stays behind the best price: an amount in the quote currency or a fraction of the price.
public readonly record struct Trail(decimal Amount, bool IsFraction)
{
    /// The distance at a price.
    public decimal At(decimal price) => IsFraction ? price * Amount : Amount;
}

/// The protective legs of an entry: the venue works them for whatever part of the entry has filled, and one cancels the other.
public readonly record struct BracketLegs
{
    public required OrderId StopId { get; init; }

    public required decimal StopPrice { get; init; }

    /// None where the bracket has no target.
    public OrderId TargetId { get; init; }

    public decimal TargetPrice { get; init; }

    public bool HasTarget => !TargetId.IsNone;
}

/// An order as a venue is asked to work it.
public readonly record struct OrderRequest
{
    public required OrderId Id { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required decimal Quantity { get; init; }

    /// For limit and stop-limit orders.
    public decimal LimitPrice { get; init; }

    /// For stop and stop-limit orders; for a trailing stop where it starts, or zero to start one trail behind the market.
    public decimal StopPrice { get; init; }

    /// For trailing stops.
    public Trail Trail { get; init; }

    public TimeInForce TimeInForce { get; init; }

    /// May only reduce a position, never open or turn one.
    public bool ReduceOnly { get; init; }

    /// Only as maker: cancelled rather than filled at once.
    public bool PostOnly { get; init; }

    public BracketLegs? Legs { get; init; }
}
