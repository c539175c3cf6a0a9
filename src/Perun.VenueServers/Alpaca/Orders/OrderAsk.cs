using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Orders;

/// An order as a client asks for it, in Alpaca's terms.
public sealed record OrderAsk
{
    public required Asset Asset { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required AlpacaTimeInForce TimeInForce { get; init; }

    /// Either this or the notional is given.
    public decimal? Quantity { get; init; }

    public decimal? Notional { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public decimal? TrailPrice { get; init; }

    public decimal? TrailPercent { get; init; }

    public bool ExtendedHours { get; init; }

    public string? ClientOrderId { get; init; }

    public OrderClass Class { get; init; }

    public decimal? TakeProfit { get; init; }

    public decimal? StopLoss { get; init; }

    public decimal? StopLossLimit { get; init; }

    public bool IsFractional => Notional is not null || (!Asset.IsCrypto && Quantity is { } quantity && quantity != decimal.Truncate(quantity));

    public Trail Trail => TrailPercent is { } percent ? new Trail(percent / 100, IsFraction: true) : new Trail(TrailPrice ?? 0, IsFraction: false);
}
