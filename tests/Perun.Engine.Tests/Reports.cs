using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Orders;

namespace Perun.Engine.Tests;

/// What a venue says, in few words. Quantities and values are cumulative, as the venue counts them.
internal static class Reports
{
    public static EngineBench Report(this EngineBench bench, OrderReport report) => bench.Do(new OrderReported(report));

    /// Where the order stands by our own books, with a new kind of news.
    public static OrderReport About(this EngineBench bench, OrderId id, ReportKind kind, string? reason = null)
    {
        var order = bench.Order(id);
        return new OrderReport
        {
            Order = id,
            Instrument = order.Instrument,
            Kind = kind,
            VenueTime = bench.Now,
            CumulativeQuantity = order.FilledQuantity,
            CumulativeValue = order.FilledValue,
            CumulativeFee = order.Fee,
            FeeIsInBase = order.FeeIsInBase,
            Reason = reason,
        };
    }

    public static EngineBench Tell(this EngineBench bench, OrderId id, ReportKind kind, string? reason = null) =>
        bench.Report(bench.About(id, kind, reason));

    /// The venue works it; for a leg with the quantity it works for.
    public static EngineBench Accept(this EngineBench bench, OrderId id, decimal quantity = 0) =>
        bench.Report(bench.About(id, ReportKind.Accepted) with { Quantity = quantity });

    public static EngineBench Replace(this EngineBench bench, OrderId id, decimal quantity) =>
        bench.Report(bench.About(id, ReportKind.Replaced) with { Quantity = quantity });

    /// Some more of it fills.
    public static EngineBench Fill(this EngineBench bench, OrderId id, decimal quantity, decimal price, decimal fee = 0, bool feeIsInBase = false)
    {
        var report = bench.About(id, ReportKind.Filled);
        return bench.Report(report with
        {
            CumulativeQuantity = report.CumulativeQuantity + quantity,
            CumulativeValue = report.CumulativeValue + quantity * price,
            CumulativeFee = report.CumulativeFee + fee,
            FeeIsInBase = feeIsInBase,
        });
    }

    /// All that is open of it fills.
    public static EngineBench FillAll(this EngineBench bench, OrderId id, decimal price) => bench.Fill(id, bench.Order(id).Remaining, price);

    /// An entry at the market that fills at once, with its stop leg working where the style has one.
    public static OrderId Hold(this EngineBench bench, decimal price = 100, decimal stop = 95, decimal? target = null, Core.Instruments.InstrumentId instrument = default)
    {
        var entry = bench.Buy(stop, target, instrument).Order;
        entry.IsNone.ShouldBeFalse(bench.Judged.Text);
        bench.Accept(entry).FillAll(entry, price);
        var quantity = bench.Order(entry).FilledQuantity;
        foreach (var leg in bench.LegsOf(entry)) bench.Accept(leg, quantity);
        foreach (var own in bench.State.Desk.OpenIn(instrument).Where(static order => order.Status == OrderStatus.Submitted).ToList()) bench.Accept(own.Id);
        bench.Answers.Clear();
        return entry;
    }

    public static List<OrderId> LegsOf(this EngineBench bench, OrderId entry) =>
        [.. bench.State.Desk.Open.Where(order => order.Entry == entry && !entry.IsNone).Select(static order => order.Id)];

    /// The one stop that is open in an instrument.
    public static Order Stop(this EngineBench bench, Core.Instruments.InstrumentId instrument = default) =>
        bench.State.Desk.OpenIn(instrument).Single(static order => order.Purpose == OrderPurpose.ProtectiveStop);

    public static List<Order> Open(this EngineBench bench, Core.Instruments.InstrumentId instrument = default) => [.. bench.State.Desk.OpenIn(instrument)];
}
