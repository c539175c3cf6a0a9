using Perun.Core.Orders;

namespace Perun.VenueServers.Kraken.Orders;

/// A checked order: what was asked for, and the prices and the volume that come of it.
/// <param name="Volume">In the base asset.</param>
/// <param name="Limit">Zero where it has none, or none yet.</param>
/// <param name="Trigger">Zero where it has none; a trailing stop's moves from here.</param>
internal sealed record OrderTerms(OrderDraft Draft, decimal Volume, decimal Limit, decimal Trigger)
{
    /// How far a trailing stop stays behind.
    public Trail Trail => Draft.Kind.IsTrailing() && Draft.Price is { } price ? price.IsPercent ? new Trail(price.Amount / 100, IsFraction: true) : new Trail(price.Amount, IsFraction: false) : default;

    /// "buy 1.25000000 XBTUSD @ limit 37500.0".
    public string Description => $"{Draft.Side.Word()} {AskedVolumeText} {Draft.Pair.AltName} @ {PriceWords(Draft.Kind, PriceText, Price2Text)}";

    /// "close position @ stop loss 22000.0 -> limit 21000.0", or nothing.
    public string CloseDescription => Draft.Close is not { } close ? ""
        : $"close position @ {PriceWords(close.Kind, close.Price?.Text(Draft.Pair.PriceDecimals) ?? "0", close.Price2?.Text(Draft.Pair.PriceDecimals) ?? "0")}";

    public string PriceText => Draft.Kind switch
    {
        OrderKind.Market or OrderKind.SettlePosition => "0",
        _ when Draft.Kind.IsTrailing() => Draft.Price!.Value.Text(Draft.Pair.PriceDecimals),
        _ when Draft.Kind.HasTrigger() => Draft.Pair.PriceText(Trigger),
        _ => Draft.Pair.PriceText(Limit),
    };

    public string Price2Text => Draft.Kind switch
    {
        OrderKind.TrailingStopLimit => Draft.Price2!.Value.Text(Draft.Pair.PriceDecimals),
        _ when Draft.Kind.IsTriggeredLimit() => Draft.Pair.PriceText(Limit),
        _ => "0",
    };

    private string AskedVolumeText => Listing.KrakenPair.VolumeText(Draft.IsVolumeInQuote ? Draft.Volume : Volume);

    private static string PriceWords(OrderKind kind, string price, string price2) => kind switch
    {
        OrderKind.Market => "market",
        OrderKind.Limit or OrderKind.Iceberg => $"limit {price}",
        OrderKind.StopLoss => $"stop loss {price}",
        OrderKind.TakeProfit => $"take profit {price}",
        OrderKind.StopLossLimit => $"stop loss {price} -> limit {price2}",
        OrderKind.TakeProfitLimit => $"take profit {price} -> limit {price2}",
        OrderKind.TrailingStop => $"trailing stop {price}",
        OrderKind.TrailingStopLimit => $"trailing stop {price} -> limit {price2}",
        _ => kind.Word(),
    };
}
