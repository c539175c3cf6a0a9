using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.State;

namespace Perun.Simulation.Exchange;

/// What the venue has said and nobody has taken yet, in the order it was said.
internal sealed class ReportQueue(Universe universe, ExchangeRules rules)
{
    private OrderReport[] _reports = new OrderReport[8];
    private int _first;

    public int Count { get; private set; }

    /// The oldest, where there is one. It can be read where it stands until the next is taken, so that nobody need copy it.
    public ref readonly OrderReport Take()
    {
        ref readonly var taken = ref _reports[_first];
        _first = (_first + 1) & (_reports.Length - 1);
        Count--;
        return ref taken;
    }

    /// Says where an order stands: its cumulative numbers, and its terms in force.
    public void Tell(VenueOrder order, ReportKind kind, DateTime time, string? reason = null)
    {
        if (rules.TellsBracketsWhole && IsToldWith(order, kind)) return;
        ref readonly var terms = ref order.Terms;
        Add() = new OrderReport
        {
            Order = order.Id,
            Instrument = order.Instrument,
            Kind = kind,
            VenueTime = time,
            CumulativeQuantity = order.Filled,
            CumulativeValue = order.Value,
            CumulativeFee = order.Fee,
            FeeIsInBase = universe[order.Instrument].Fees.IsPaidInBase(order.Side),
            Quantity = terms.Quantity,
            LimitPrice = terms.LimitPrice,
            StopPrice = terms.Type == OrderType.TrailingStop ? order.Level : terms.StopPrice,
            VenueOrderId = rules.NamesOrders ? order.VenueOrderId : null,
            Reason = reason,
        };
    }

    /// Answers about an order that the venue does not have.
    public void Tell(OrderId id, InstrumentId instrument, ReportKind kind, DateTime time, string? reason) =>
        Add() = new OrderReport { Order = id, Instrument = instrument, Kind = kind, VenueTime = time, Reason = reason };

    public void Sync(StateStream stream)
    {
        var reports = new List<OrderReport>(Count);
        for (var i = 0; i < Count; i++) reports.Add(_reports[(_first + i) & (_reports.Length - 1)]);
        stream.SyncList(reports, static (StateStream s, ref OrderReport report) => s.Sync(ref report));
        if (!stream.IsLoading) return;
        (_first, Count) = (0, 0);
        foreach (var report in reports) Add() = report;
    }

    /// What the newest report about another order of the bracket can say along with its own news.
    private bool IsToldWith(VenueOrder leg, ReportKind kind)
    {
        if (Count == 0 || leg.Entry is not { } entry) return false;
        ref var newest = ref _reports[(_first + Count - 1) & (_reports.Length - 1)];
        if (kind == ReportKind.Accepted && leg.Filled == 0 && newest.Kind == ReportKind.Filled && newest.Order == entry.Id)
        {
            newest = newest with { LegsQuantity = leg.Terms.Quantity };
            return true;
        }
        if (kind != ReportKind.Cancelled || newest.Kind is not (ReportKind.Filled or ReportKind.Cancelled) || newest.Order != leg.Sibling?.Id) return false;
        newest = newest with { EndsSibling = true };
        return true;
    }

    private ref OrderReport Add()
    {
        if (Count == rules.MostWaitingReports)
            throw new InvalidOperationException($"{rules.MostWaitingReports} reports wait and nobody takes them: call TryTakeReport after every step");
        if (Count == _reports.Length - 1) Grow(); // one place is kept for the report taken last
        return ref _reports[(_first + Count++) & (_reports.Length - 1)];
    }

    private void Grow()
    {
        var larger = new OrderReport[2 * _reports.Length];
        for (var i = 0; i < Count; i++) larger[i] = _reports[(_first + i) & (_reports.Length - 1)];
        (_reports, _first) = (larger, 0);
    }
}
