using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// What the venue has said and nobody has taken yet, in the order it was said.
internal sealed class ReportQueue(Universe universe, int most)
{
    private readonly Queue<OrderReport> _reports = [];

    public int Count => _reports.Count;

    public bool TryTake(out OrderReport report) => _reports.TryDequeue(out report);

    /// Says where an order stands: its cumulative numbers, and its terms in force.
    public void Tell(VenueOrder order, ReportKind kind, DateTime time, string? reason = null) => Add(new OrderReport
    {
        Order = order.Id,
        Instrument = order.Instrument,
        Kind = kind,
        VenueTime = time,
        CumulativeQuantity = order.Filled,
        CumulativeValue = order.Value,
        CumulativeFee = order.Fee,
        FeeIsInBase = universe[order.Instrument].Fees.IsPaidInBase(order.Side),
        Quantity = order.Terms.Quantity,
        LimitPrice = order.Terms.LimitPrice,
        StopPrice = order.Terms.Type == OrderType.TrailingStop ? order.Level : order.Terms.StopPrice,
        VenueOrderId = order.VenueOrderId,
        Reason = reason,
    });

    /// Answers about an order that the venue does not have.
    public void Tell(OrderId id, InstrumentId instrument, ReportKind kind, DateTime time, string? reason) =>
        Add(new OrderReport { Order = id, Instrument = instrument, Kind = kind, VenueTime = time, Reason = reason });

    public void Sync(StateStream stream)
    {
        var reports = _reports.ToList();
        stream.SyncList(reports, static (StateStream s, ref OrderReport report) => s.Sync(ref report));
        if (!stream.IsLoading) return;
        _reports.Clear();
        foreach (var report in reports) _reports.Enqueue(report);
    }

    private void Add(in OrderReport report)
    {
        if (_reports.Count == most)
            throw new InvalidOperationException($"{most} reports wait and nobody takes them: call TryTakeReport after every step");
        _reports.Enqueue(report);
    }
}
