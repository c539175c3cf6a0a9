using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Alpaca;

/// The plainest books there can be: of each order the furthest that was told, and every movement once.
internal sealed class Tally(AlpacaDay day)
{
    private readonly Dictionary<OrderId, Side> _sides = [];
    private readonly Dictionary<OrderId, OrderReport> _furthest = [];
    private readonly Dictionary<string, Movement> _movements = [];

    public string? MovementsPlace { get; set; }

    public decimal Cash => day.Account.Keys.Cash + _movements.Values.Sum(static moved => moved.Amount)
        - _furthest.Values.Sum(report => _sides[report.Order].Sign() * report.CumulativeValue + (report.FeeIsInBase ? 0 : report.CumulativeFee));

    public decimal Held(InstrumentId instrument) =>
        _furthest.Values.Where(report => report.Instrument == instrument).Sum(report => _sides[report.Order].Sign() * report.CumulativeQuantity - (report.FeeIsInBase ? report.CumulativeFee : 0))
        + _movements.Values.Where(moved => moved.Symbol == day.Followed[instrument.Value].Instrument.Symbol).Sum(static moved => moved.Quantity);

    public OrderReport? Of(OrderId order) => _furthest.TryGetValue(order, out var report) ? report : null;

    public void Expect(in OrderRequest order)
    {
        _sides[order.Id] = order.Side;
        if (order.Legs is not { } legs) return;
        _sides[legs.StopId] = order.Side.Opposite();
        if (legs.HasTarget) _sides[legs.TargetId] = order.Side.Opposite();
    }

    public Outcome Take(Outcome outcome)
    {
        if (outcome is Outcome.Accepted accepted)
            foreach (var report in accepted.Reports) Take(report);
        return outcome;
    }

    public void Take(in OrderReport report)
    {
        if (!_furthest.TryGetValue(report.Order, out var known) || report.CumulativeQuantity > known.CumulativeQuantity) _furthest[report.Order] = report;
    }

    public void Take(IEnumerable<Movement> movements)
    {
        foreach (var movement in movements) _movements[movement.Id] = movement;
    }
}
