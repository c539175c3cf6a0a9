using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// What Alpaca says of an order, in sums over its whole life.
internal static class Reporting
{
    private const decimal HundredthCent = 0.0001m;

    /// How it stands by the latest word of the part that holds now. That new terms hold is said once.
    public static OrderReport Standing(OrderFile file, OrderPart part, DateTime at)
    {
        var row = part.Row!;
        var isReplacement = !part.IsTold && file.Parts[0] != part && row is { IsOver: false, Status: not "partially_filled" };
        part.IsTold = true;
        return Of(file, isReplacement ? ReportKind.Replaced : KindOf(file, row), at) with
        {
            // A leg that is held is told without a quantity.
            Quantity = row is { IsHeld: false, Qty: { } quantity } ? file.FilledBefore(part) + quantity : 0,
            LimitPrice = row.LimitPrice ?? 0,
            StopPrice = row.StopPrice ?? 0,
            LegsQuantity = LegsQuantity(file, row),
            VenueOrderId = part.VenueId,
            Reason = row.Status == "rejected" ? "Alpaca rejected it after taking it" : null,
        };
    }

    /// Sums only.
    public static OrderReport Of(OrderFile file, ReportKind kind, DateTime at)
    {
        var (quantity, value) = (file.Filled, file.Value);
        var (fee, isInBase) = FeeOf(file, quantity, value);
        return new OrderReport
        {
            Order = file.Id,
            Instrument = file.Instrument,
            Kind = kind,
            VenueTime = at,
            CumulativeQuantity = quantity,
            CumulativeValue = value,
            CumulativeFee = fee,
            FeeIsInBase = isInBase,
            VenueOrderId = file.Current?.VenueId,
        };
    }

    private static ReportKind KindOf(OrderFile file, OrderRow row) => row.Status switch
    {
        "canceled" => ReportKind.Cancelled,
        "expired" => ReportKind.Expired,
        "rejected" => file.Filled > 0 ? ReportKind.Cancelled : ReportKind.Rejected,
        _ => file.Filled > 0 ? ReportKind.Filled : ReportKind.Accepted,
    };

    /// Legs come to life when their entry is completely filled, and only what says so of each of them says it.
    private static decimal LegsQuantity(OrderFile file, OrderRow row) =>
        file.HasLegs && row is { Status: "filled", Legs: { Length: > 0 } legs } && Array.TrueForAll(legs, static leg => leg is { IsHeld: false, IsOver: false, Filled: 0 }) && legs[0].Qty is { } quantity && Array.TrueForAll(legs, leg => leg.Qty == quantity)
            ? quantity
            : 0;

    /// Alpaca tells the fees on coins a day later and not by order, and takes them at once from what is credited: so they are worked
    /// out by its schedule. A taker's rate for all: to believe that more is held than is would have exits refused. Regulators' fees
    /// on shares are told as activities, and booked as those.
    private static (decimal Fee, bool IsInBase) FeeOf(OrderFile file, decimal quantity, decimal value)
    {
        var fees = file.Particulars.Fees;
        if (quantity == 0 || fees.Asset != FeeAsset.Credited || file.Side is not { } side) return (0, false);
        return fees.IsPaidInBase(side)
            ? (Step.Round(quantity * fees.TakerRate, file.Particulars.Lot, RoundTo.Up), true)
            : (Step.Round(value * fees.TakerRate, HundredthCent, RoundTo.Up), false);
    }
}
