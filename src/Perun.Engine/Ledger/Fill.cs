using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Ledger;

/// One increment of an order's execution, as it is booked.
public readonly record struct Fill
{
    public required OrderId Order { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required Side Side { get; init; }

    public required decimal Quantity { get; init; }

    /// Quantity times price, exact.
    public required decimal Value { get; init; }

    /// The fee in the quote currency; where it was taken in the base asset, what that was worth.
    public required decimal FeeInQuote { get; init; }

    /// The part of the bought asset that was kept as fee.
    public decimal FeeInBase { get; init; }

    public required DateTime At { get; init; }

    public decimal Price => Quantity == 0 ? 0 : Value / Quantity;

    public decimal SignedQuantity => Side == Side.Buy ? Quantity : -Quantity;

    public decimal SignedValue => Side == Side.Buy ? Value : -Value;
}
