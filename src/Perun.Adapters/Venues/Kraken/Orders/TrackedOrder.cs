using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Kraken.Orders;

/// What is known here of one of our orders: enough to turn single executions into sums over its life, whatever comes twice, late or
/// not at all.
internal sealed class TrackedOrder(OrderId id, InstrumentId instrument, string clientId)
{
    /// So many executions are remembered; an order has rarely more, and sums that Kraken tells catch the rest.
    private const int MostExecutions = 4096;

    private readonly HashSet<string> _executions = new(StringComparer.Ordinal);

    public OrderId Id => id;

    public InstrumentId Instrument => instrument;

    public string ClientId => clientId;

    public string? VenueOrderId { get; set; }

    public decimal Quantity { get; set; }

    /// It rests to protect a position.
    public bool IsProtective { get; set; }

    public bool IsOver { get; set; }

    /// When it was placed, by our clock; for those from before this run, when it was recalled.
    public DateTime Since { get; init; }

    public DateTime LastCommand { get; set; }

    public decimal Filled { get; private set; }

    public decimal Value { get; private set; }

    public decimal Fee { get; private set; }

    public bool FeeIsInBase { get; private set; }

    /// Kraken told of more than the executions that came: their fees are missing.
    public bool LacksFees { get; private set; }

    /// An execution by itself. The sums that come with it decide whether it was counted already.
    public void Take(in Execution execution)
    {
        var isNew = execution.Id is null || (_executions.Count < MostExecutions && _executions.Add(execution.Id));
        if (execution.SumQuantity > 0 && execution.SumQuantity <= Filled) return;
        if (!isNew)
        {
            TakeSums(execution.SumQuantity, execution.SumValue, fee: null);
            return;
        }
        var (quantity, value) = (Filled + execution.Quantity, Value + execution.Value);
        if (execution.SumQuantity > quantity)
        {
            LacksFees = true;
            (quantity, value) = (execution.SumQuantity, execution.SumValue);
        }
        (Filled, Value, Fee, FeeIsInBase) = (quantity, value, Fee + execution.Fee, execution.FeeIsInBase);
    }

    /// Kraken's own sums. The fee is null where it is not told along.
    public void TakeSums(decimal quantity, decimal value, decimal? fee)
    {
        if (quantity < Filled || quantity <= 0 || value <= 0) return;
        if (quantity > Filled)
        {
            (Filled, Value) = (quantity, value);
            LacksFees = fee is null;
        }
        if (fee is not { } told) return;
        LacksFees = false;
        if (told > Fee) Fee = told;
    }

    /// Executions that are in sums already taken.
    public void Remember(IEnumerable<string?> executions)
    {
        foreach (var execution in executions)
            if (execution is not null && _executions.Count < MostExecutions) _executions.Add(execution);
    }

    public OrderReport Report(ReportKind kind, DateTime venueTime, string? reason = null, OrderTerms terms = default) => new()
    {
        Order = id,
        Instrument = instrument,
        Kind = kind,
        VenueTime = venueTime,
        CumulativeQuantity = Filled,
        CumulativeValue = Value,
        CumulativeFee = Fee,
        FeeIsInBase = FeeIsInBase,
        Quantity = terms.Quantity,
        LimitPrice = terms.LimitPrice,
        StopPrice = terms.StopPrice,
        VenueOrderId = VenueOrderId,
        Reason = reason,
    };
}

/// A part of an order that was filled.
/// <param name="SumQuantity">Of the whole order with this one; zero where it is not told.</param>
internal readonly record struct Execution(string? Id, decimal Quantity, decimal Value, decimal Fee, bool FeeIsInBase, decimal SumQuantity, decimal SumValue);
