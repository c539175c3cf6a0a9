namespace Perun.VenueServers.Alpaca.Orders;

/// New terms for an order; what is not given stays.
public sealed record OrderChangeAsk
{
    public decimal? Quantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    /// For trailing stops, in the unit in which the order trails.
    public decimal? Trail { get; init; }

    public AlpacaTimeInForce? TimeInForce { get; init; }

    public string? ClientOrderId { get; init; }

    public bool AsksNotional { get; init; }
}
