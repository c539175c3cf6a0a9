using System.Text.Json.Serialization;
using Perun.Core.Instruments;

namespace Perun.Core.Orders;

/// What a venue, or the way to it, says about an order.
public enum ReportKind
{
    /// The venue works it. A leg that still waits for its entry is told without a quantity.
    Accepted,

    /// Some or all of it was filled.
    Filled,

    Cancelled,

    Expired,

    /// Refused before or after acceptance; the reason says why.
    Rejected,

    /// New terms are in force.
    Replaced,

    /// The order goes on under its old terms.
    ReplaceRejected,

    /// The order may be gone already; its fills decide.
    CancelRejected,

    /// Sent, and no answer came that can be relied on.
    Unknown,

    /// Asked for by id, and the venue does not have it. Once is not proof.
    NotFound,
}

/// News of one order. Quantities, value and fee are cumulative over the order's life, so a report that is late, repeated
/// or out of order can be recognised and does no harm.
public readonly record struct OrderReport
{
    public required OrderId Order { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required ReportKind Kind { get; init; }

    /// When the venue says it happened, UTC.
    public required DateTime VenueTime { get; init; }

    public decimal CumulativeQuantity { get; init; }

    /// Sum of quantity times price over all fills, in the quote currency.
    public decimal CumulativeValue { get; init; }

    /// Sum of fees over all fills, in the quote currency or, where the flag says so, in the base asset.
    public decimal CumulativeFee { get; init; }

    public bool FeeIsInBase { get; init; }

    /// The terms in force after a replacement; zero where unchanged or not applicable.
    public decimal Quantity { get; init; }

    public decimal LimitPrice { get; init; }

    public decimal StopPrice { get; init; }

    /// An entry's fill may tell of its legs along with itself: both work for this quantity from now on. Zero where nothing is said.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public decimal LegsQuantity { get; init; }

    /// The end of a bracket's leg may tell of the other leg along with itself: it has ended, too.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EndsSibling { get; init; }

    /// The venue's own name for the order.
    public string? VenueOrderId { get; init; }

    public string? Reason { get; init; }
}

/// New terms for a working order; a zero leaves that term as it is. The order keeps its id.
public readonly record struct OrderChange
{
    public required OrderId Order { get; init; }

    public required InstrumentId Instrument { get; init; }

    public decimal Quantity { get; init; }

    public decimal LimitPrice { get; init; }

    public decimal StopPrice { get; init; }
}
